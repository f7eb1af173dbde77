import { useRef, useState } from 'preact/hooks'
import type { Doubt } from '#flows/flow.ts'
import { doubtsOf } from '../doubtful.ts'
import type { ReadAnswer } from '../form-pages.ts'
import type { Talk } from '../talk.ts'

const NONE: ReadonlyMap<string, Doubt> = new Map()

/** What a form asks about once more, by step id: shown beside the question, and taken as it is when it is sent again. */
export function useDoubts() {
  const [shown, show] = useState(NONE)
  const asked = useRef(new Set<string>())
  return {
    shown,
    /** What was doubted and is confirmed by being sent again; undefined when something has to be looked at first. */
    confirmed(talk: Talk, read: readonly ReadAnswer[]): ReadonlyMap<string, Doubt> | undefined {
      const doubts = doubtsOf(talk, read)
      const isNew = [...doubts.values()].some(({ id }) => !asked.current.has(id))
      for (const { id } of doubts.values()) asked.current.add(id)
      show(isNew ? doubts : NONE)
      return isNew ? undefined : doubts
    },
  }
}

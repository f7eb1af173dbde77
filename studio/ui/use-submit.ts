import { useState } from 'preact/hooks'
import { explainBy } from '../api.ts'

export interface Submit {
  readonly busy: boolean
  /** Why it did not go through, as the person reads it. */
  readonly problem: string | null
  readonly submit: (event: Event) => void
}

/** A form that is left once `enter` succeeds: until then it stays busy, or says by `explain` why it failed. */
export function useSubmit(enter: () => Promise<unknown>, explain: (error: unknown) => string = explainBy()): Submit {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const submit = (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    enter().catch((error: unknown) => {
      setProblem(explain(error))
      setBusy(false)
    })
  }
  return { busy, problem, submit }
}

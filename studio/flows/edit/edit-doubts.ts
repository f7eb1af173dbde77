import type { Condition } from '#flows/condition.ts'
import type { Doubt, Flow } from '#flows/flow.ts'
import { dropWordings } from './drop-wordings.ts'
import { freeId } from './slugs.ts'

/** Adds a doubt that holds by this condition; answers with its id. */
export function addDoubt(flow: Flow, when: Condition): { readonly flow: Flow; readonly id: string } {
  const doubts = flow.doubts ?? []
  const id = freeId(
    'doubt',
    doubts.map(one => one.id),
  )
  return { flow: { ...flow, doubts: [...doubts, { id, when, text: 'Do these answers go together?' }] }, id }
}

/** Replaces a doubt; its id stays. */
export function changeDoubt(flow: Flow, id: string, change: Partial<Omit<Doubt, 'id'>>): Flow {
  return { ...flow, doubts: (flow.doubts ?? []).map(doubt => (doubt.id === id ? { ...doubt, ...change } : doubt)) }
}

/** Takes a doubt out, with its translations. */
export function removeDoubt(flow: Flow, id: string): Flow {
  const { flow: cleaned } = dropWordings(flow, key => key.startsWith(`doubts.${id}.`))
  const { doubts = [], ...rest } = cleaned
  const left = doubts.filter(doubt => doubt.id !== id)
  return left.length > 0 ? { ...rest, doubts: left } : rest
}

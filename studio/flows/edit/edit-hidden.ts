import type { Flow, HiddenField } from '#flows/flow.ts'
import { RESERVED_IDS } from '#flows/reserved-ids.ts'
import { freeId, slugOf } from './slugs.ts'

/** The hidden fields of a flow, in their order. */
export function hiddenIn(flow: Pick<Flow, 'fields'>): readonly { readonly id: string; readonly field: HiddenField }[] {
  return Object.entries(flow.fields).flatMap(([id, field]) => (field.kind === 'hidden' ? [{ id, field }] : []))
}

/** Adds one that is read from the parameter of the address called as it is. Single words may be reserved names: they get a second. */
export function addHidden(flow: Flow, name: string): Flow {
  const fromName = slugOf(name, 'hidden')
  const id = freeId(RESERVED_IDS.has(fromName) ? `${fromName}_value` : fromName, Object.keys(flow.fields))
  return { ...flow, fields: { ...flow.fields, [id]: { kind: 'hidden', query: fromName, prefill: true } } }
}

export function removeHidden(flow: Flow, id: string): Flow {
  const { [id]: _gone, ...fields } = flow.fields
  return { ...flow, fields }
}

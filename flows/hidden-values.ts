import { hidden } from './fields/hidden.ts'
import type { Flow, HiddenField } from './flow.ts'

/**
 * What the hidden fields of a flow let through, by field id: of each the first value that it takes. Undefined where nothing is left.
 * Total, whatever is given.
 */
export function hiddenValues(
  fields: Flow['fields'],
  givenFor: (id: string, field: HiddenField) => readonly unknown[],
): Readonly<Record<string, string>> | undefined {
  const kept = Object.entries(fields).flatMap(([id, field]) => {
    if (field.kind !== 'hidden') return []
    const value = givenFor(id, field).find(one => hidden.parse(field, one).ok)
    return value === undefined ? [] : [[id, String(value)] as const]
  })
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

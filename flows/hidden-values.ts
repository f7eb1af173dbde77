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
    const value = givenFor(id, field).find(one => letsThrough(field, one))
    return value === undefined ? [] : [[id, String(value)] as const]
  })
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

/** One of the field's values, else a short plain text. */
export function letsThrough({ values }: HiddenField, value: unknown): value is string {
  return typeof value === 'string' && (values ? values.includes(value) : PLAIN.test(value))
}

// No signs that make an address or markup: the value may be put into the flow's own words.
const PLAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M} ._+@-]{0,98}[\p{L}\p{N}\p{M}])?$/u

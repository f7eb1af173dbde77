import type { Field } from '#flows/flow.ts'

/** What shows a field, where that is neither chips nor a plain box. */
export type RareLook = 'list' | 'slider' | 'stepper' | 'date' | 'rating' | 'name' | 'phone'

/** Undefined: chips, several chips, consent, or a box to type into. */
export function lookOf(field: Field): RareLook | undefined {
  const { kind } = field
  if (kind === 'date' || kind === 'rating' || kind === 'name' || kind === 'phone') return kind
  if (kind === 'number') return field.show
  if (!('options' in field)) return
  const { show = field.options.length > 8 ? 'list' : 'chips' } = field
  return show === 'chips' ? undefined : show
}

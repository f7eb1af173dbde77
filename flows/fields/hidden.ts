import type { HiddenField } from '../flow.ts'
import { accept, type FieldKind, isBlank, refuse } from './field-kind.ts'

// No signs that make an address or markup: the value may be put into the flow's own words.
const PLAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M} ._+@-]{0,98}[\p{L}\p{N}\p{M}])?$/u

/** Something the page knows of a visitor: one of the field's values, else a short plain text. */
export const hidden: FieldKind<HiddenField> = {
  parse(field, raw) {
    if (isBlank(raw)) return refuse('required')
    const value = typeof raw === 'string' ? raw : ''
    return (field.values ? field.values.includes(value) : PLAIN.test(value)) ? accept(value) : refuse('hidden_invalid')
  },
  facts: (id, _field, value) => ({ [id]: value }),
  describe: (_field, value) => String(value),
}

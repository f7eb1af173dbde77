import type { HiddenField } from '../flow.ts'
import { letsThrough } from '../hidden-values.ts'
import { accept, type FieldKind, isBlank, refuse } from './field-kind.ts'

/** Something the page knows of a visitor; what counts is in `hidden-values.ts`, which browsers load without the other kinds. */
export const hidden: FieldKind<HiddenField> = {
  parse(field, raw) {
    if (isBlank(raw)) return refuse('required')
    return letsThrough(field, raw) ? accept(raw) : refuse('hidden_invalid')
  },
  facts: (id, _field, value) => ({ [id]: value }),
  describe: (_field, value) => String(value),
}

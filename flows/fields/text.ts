import type { TextField } from '../flow.ts'
import { maskCards } from '../mask-cards.ts'
import { accept, type FieldKind, isBlank, refuse } from './field-kind.ts'
import { tidy } from './tidy.ts'

const SHORT = 200
const LONG = 2000

/** Text as typed but for what `tidy` takes out and card numbers, which are masked; one line unless the field is `long`. */
export const text: FieldKind<TextField> = {
  parse(field, raw) {
    if (isBlank(raw)) return refuse('required')
    if (typeof raw !== 'string') return refuse('text_invalid')
    const max = field.max ?? (field.long ? LONG : SHORT)
    if (raw.length > max * 4) return refuse('too_long') // before any work on it
    const value = maskCards(tidy(raw, field.long === true))
    if (value === '') return refuse('required')
    return value.length > max ? refuse('too_long') : accept(value)
  },
  facts: (id, field, value) =>
    field.about === 'name' ? { [id]: value, [`${id}.first`]: String(value).split(' ')[0] } : { [id]: value },
  describe: (_field, value) => String(value),
}

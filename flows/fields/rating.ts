import type { RatingField } from '../flow.ts'
import { accept, type FieldKind, isBlank, refuse } from './field-kind.ts'

/** A whole number on the field's scale, or text of one: `4`, `4/5`. */
export const rating: FieldKind<RatingField> = {
  parse(field, raw) {
    if (isBlank(raw)) return refuse('required')
    const [, typed] = (typeof raw === 'string' && /^\s*(\d{1,2})\s*(?:\/\s*\d{1,2}\s*)?$/.exec(raw)) || []
    const value = typed === undefined ? raw : Number(typed)
    if (typeof value !== 'number' || !Number.isInteger(value)) return refuse('number_invalid')
    const inside = value >= (field.min ?? 1) && value <= field.max
    return inside ? accept(value + 0) : refuse('number_out_of_range') // + 0 turns -0, which JSON cannot keep, into 0
  },
  facts: (id, _field, value) => ({ [id]: value }),
  describe: (field, value) => `${value}/${field.max}`,
}

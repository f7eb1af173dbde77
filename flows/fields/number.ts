import type { NumberField } from '../flow.ts'
import { accept, type FieldKind, isBlank, refuse } from './field-kind.ts'
import { plainDigits } from './plain-digits.ts'

/** A number, or text of one: `1200`, `1 200`, `1,200`, `12.5`, `12,5`. A comma before exactly three digits groups thousands. */
export const number: FieldKind<NumberField> = {
  parse(field, raw) {
    if (isBlank(raw)) return refuse('required')
    const value = typeof raw === 'string' ? readNumber(raw) : raw
    if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) {
      return refuse('number_invalid')
    }
    const inside = value >= (field.min ?? -Infinity) && value <= (field.max ?? Infinity)
    return inside ? accept(value + 0) : refuse('number_out_of_range') // + 0 turns -0, which JSON cannot keep, into 0
  },
  facts: (id, _field, value) => ({ [id]: value }),
  describe(field, value, locale) {
    if (typeof value !== 'number') return String(value)
    const { currency, unit } = field
    if (!currency) return [value.toLocaleString(locale), unit].filter(Boolean).join(' ')
    const digits = Number.isInteger(value) ? { maximumFractionDigits: 0 } : {}
    return [value.toLocaleString(locale, { style: 'currency', currency, ...digits }), unit].filter(Boolean).join(' ')
  },
}

function readNumber(raw: string): number {
  const compact = plainDigits(raw).replace(/[\s'’]/g, '')
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(compact)
    ? compact.replaceAll(',', '')
    : compact.replace(',', '.')
  return /^[+-]?\d{1,16}(\.\d{1,16})?$/.test(plain) ? Number(plain) : Number.NaN
}

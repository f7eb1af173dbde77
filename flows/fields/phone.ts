import type { PhoneField } from '../flow.ts'
import { accept, type FieldKind, isBlank, refuse } from './field-kind.ts'
import { plainDigits } from './plain-digits.ts'

/** Digits, with `+` before a country code; a light check of the form, the numbering plan is the server's to judge. */
export const phone: FieldKind<PhoneField> = {
  parse(_field, raw) {
    if (isBlank(raw)) return refuse('required')
    if (typeof raw !== 'string' || raw.length > 40) return refuse('phone_invalid')
    const number = plainDigits(raw)
      .replace(/[\s().\-/‐-―]/g, '')
      .replace(/^00(?=[1-9])/, '+')
    return /^(\+[1-9]\d{6,14}|\d{6,15})$/.test(number) ? accept(number) : refuse('phone_invalid')
  },
  facts: (id, _field, value) => ({ [id]: value }),
  describe: (_field, value) => String(value),
}

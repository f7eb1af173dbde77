import type { ConsentField } from '../flow.ts'
import { accept, type FieldKind, refuse } from './field-kind.ts'

const YES_NO: Readonly<Record<string, readonly [string, string]>> = { en: ['Yes', 'No'], de: ['Ja', 'Nein'] }

/** Yes or no to the field's text. A contact consent is only ever a yes: who says no skips the step, or stops there. */
export const consent: FieldKind<ConsentField> = {
  parse: (field, raw) =>
    raw === true || (raw === false && field.purpose === 'marketing') ? accept(raw) : refuse('consent_required'),
  facts: (id, _field, value) => ({ [id]: value }),
  describe(_field, value, locale) {
    const [yes, no] = YES_NO[locale.slice(0, 2)] ?? ['Yes', 'No']
    return value === true ? yes : no
  },
}

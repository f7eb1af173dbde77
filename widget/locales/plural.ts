import type { Plural } from './words.ts'

/** The form for a number in a language, the number written as it is written there. */
export function count(forms: Plural, number: number, locale: string): string {
  const form = forms[new Intl.PluralRules(locale).select(number)] ?? forms.other
  return form.replace('{n}', number.toLocaleString(locale))
}

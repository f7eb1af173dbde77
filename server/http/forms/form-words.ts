import { ar } from './words/ar.ts'
import { de } from './words/de.ts'
import { en } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'
import { pt } from './words/pt.ts'
import { ro } from './words/ro.ts'
import { ru } from './words/ru.ts'
import { sv } from './words/sv.ts'

/** What the pages that Parley serves say of themselves; all else comes with the flow. */
export interface FormWords {
  readonly continue: string
  readonly send: string
  readonly optional: string
  readonly choose: string
  readonly agree: string
  readonly several: string
  readonly check: string
  readonly notice: string
  readonly book: string
  readonly notNow: string
  readonly taken: string
  readonly saved: string
  /** Way to the form without script. */
  readonly plain: string
  readonly again: string
  readonly trouble: string
  readonly gone: string
  readonly busy: string
  readonly refused: string
  readonly problems: Readonly<Record<string, string>> & { readonly required: string }
}

const languages: Readonly<Record<string, FormWords>> = { en, ar, de, es, fr, pt, ro, ru, sv }

/** Words in the language of a locale, else in English. */
export function formWords(locale: string): FormWords {
  return languages[locale.split('-')[0]?.toLowerCase() ?? ''] ?? en
}

/** Writing direction of a locale. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur)\b/i.test(locale) ? 'rtl' : 'ltr'
}

import { opening } from './en-opening.ts'
import type { OpeningWords, Words } from './words.ts'

/** One file a language; English comes with the widget. */
export const languages: Readonly<Record<string, () => Promise<Words>>> = {
  ar: () => import('./ar.ts').then(({ ar }) => ar),
  de: () => import('./de.ts').then(({ de }) => de),
  es: () => import('./es.ts').then(({ es }) => es),
  fr: () => import('./fr.ts').then(({ fr }) => fr),
  pt: () => import('./pt.ts').then(({ pt }) => pt),
  ro: () => import('./ro.ts').then(({ ro }) => ro),
  ru: () => import('./ru.ts').then(({ ru }) => ru),
  sv: () => import('./sv.ts').then(({ sv }) => sv),
}

// Of flows in these languages the words run from right to left, whether the interface is translated or not.
const RIGHT_TO_LEFT = /^(ar|dv|fa|he|ku-arab|ps|sd|ug|ur|yi)\b/i

/** The words of the interface for a locale, English where there are none; turns what holds them to the direction of the language. */
export async function loadWords(locale: string, root: HTMLElement): Promise<OpeningWords> {
  root.dir = RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr'
  const load = languages[locale.toLowerCase().split('-')[0] ?? '']
  return (await load?.().catch(() => undefined)) ?? opening
}

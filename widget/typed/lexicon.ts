import type { RoleLevel } from '#flows/flow.ts'

/**
 * What a language says of amounts, times and roles. Words are parted by `|`, those of a phrase by a blank; `*` at the end of a word
 * stands for any ending. Case and marks do not count.
 */
export interface Lexicon {
  readonly thousand: string
  readonly million: string
  readonly hundred: string
  readonly numbers: Readonly<Record<string, number>>
  /** Between the ends of a range: `50 to 100`; `and` only after `between`. */
  readonly to: string
  readonly between: string
  readonly and: string
  readonly over: string
  readonly under: string
  readonly atLeast: string
  readonly upTo: string
  /** After a number: `50 or more`. */
  readonly orMore: string
  readonly people: string
  /** What else is counted: a number of these is no size and no budget. */
  readonly otherUnits: string
  readonly perMonth: string
  /** Turns what is said around. */
  readonly not: string
  /** Nothing is known or planned yet. */
  readonly unsure: string
  readonly currencies: Readonly<Record<string, string>>
  readonly units: Readonly<Record<'day' | 'week' | 'month' | 'quarter' | 'year', string>>
  /** Within how many days; `year` is until the end of this one. */
  readonly times: readonly (readonly [phrase: string, days: number | 'year'])[]
  readonly roles: Readonly<Partial<Record<RoleLevel, string>>>
  /** The role is somebody else's, or is no more. */
  readonly others: string
}

/** What figures alone say, in any language. */
export const BARE: Lexicon = {
  thousand: 'k',
  million: 'm',
  hundred: '',
  numbers: {},
  to: '',
  between: '',
  and: '',
  over: '',
  under: '',
  atLeast: '',
  upTo: '',
  orMore: '',
  people: '',
  otherUnits: '',
  perMonth: '',
  not: '',
  unsure: '',
  currencies: {},
  units: { day: '', week: '', month: '', quarter: '', year: '' },
  times: [],
  roles: {},
  others: '',
}

const LOADERS: Readonly<Record<string, () => Promise<Lexicon>>> = {
  en: () => import('./lexicons/en.ts').then(({ en }) => en),
  ru: () => import('./lexicons/ru.ts').then(({ ru }) => ru),
  sv: () => import('./lexicons/sv.ts').then(({ sv }) => sv),
  ro: () => import('./lexicons/ro.ts').then(({ ro }) => ro),
  de: () => import('./lexicons/de.ts').then(({ de }) => de),
  fr: () => import('./lexicons/fr.ts').then(({ fr }) => fr),
  es: () => import('./lexicons/es.ts').then(({ es }) => es),
  pt: () => import('./lexicons/pt.ts').then(({ pt }) => pt),
  ar: () => import('./lexicons/ar.ts').then(({ ar }) => ar),
}

const known = new Map<string, Lexicon>()

/** Loads what a language says; without it, or without a line, figures and labels alone are read. Never fails. */
export async function learnLexicon(locale: string): Promise<void> {
  const language = languageOf(locale)
  if (known.has(language)) return
  const lexicon = await LOADERS[language]?.().catch(() => undefined)
  if (lexicon) known.set(language, lexicon)
}

export function lexiconOf(locale: string): Lexicon {
  return known.get(languageOf(locale)) ?? BARE
}

const languageOf = (locale: string) => locale.slice(0, 2).toLowerCase()

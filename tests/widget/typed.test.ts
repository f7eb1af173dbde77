import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseAnswer } from '#flows/fields/index.ts'
import type { Field } from '#flows/flow.ts'
import { en } from '#widget/locales/en.ts'
import { learnLexicon } from '#widget/typed/lexicon.ts'
import { propose } from '#widget/typed/propose.ts'
import arabic from '../corpus/typed/ar.json' with { type: 'json' }
import german from '../corpus/typed/de.json' with { type: 'json' }
import english from '../corpus/typed/en.json' with { type: 'json' }
import spanish from '../corpus/typed/es.json' with { type: 'json' }
import french from '../corpus/typed/fr.json' with { type: 'json' }
import portuguese from '../corpus/typed/pt.json' with { type: 'json' }
import romanian from '../corpus/typed/ro.json' with { type: 'json' }
import russian from '../corpus/typed/ru.json' with { type: 'json' }
import swedish from '../corpus/typed/sv.json' with { type: 'json' }

const tables = {
  en: english,
  ru: russian,
  sv: swedish,
  ro: romanian,
  de: german,
  fr: french,
  es: spanish,
  pt: portuguese,
  ar: arabic,
}
const levels = ['executive', 'head', 'manager', 'specialist', 'consultant', 'student'] as const
const now = Date.UTC(2026, 10, 22)

/** Labels that nobody types, so that only the meaning counts. */
const fieldsIn = (currency: string): Readonly<Record<string, Field>> => ({
  size: {
    kind: 'size',
    options: [
      { id: 's1', label: '#1', min: 1, max: 10 },
      { id: 's11', label: '#2', min: 11, max: 49 },
      { id: 's50', label: '#3', min: 50, max: 500 },
      { id: 's501', label: '#4', min: 501, max: 1000 },
      { id: 's1001', label: '#5', min: 1001 },
    ],
  },
  budget: {
    kind: 'money',
    currency,
    options: [
      { id: 'low', label: '#1', max: 3000 },
      { id: 'b3', label: '#2', min: 3001, max: 7999 },
      { id: 'b8', label: '#3', min: 8000, max: 23_999 },
      { id: 'b24', label: '#4', min: 24_000 },
      { id: 'open', label: '#5' },
    ],
  },
  timeline: {
    kind: 'timeline',
    options: [
      { id: 'month', label: '#1', days: 30 },
      { id: 'quarter', label: '#2', days: 90 },
      { id: 'half', label: '#3', days: 182 },
      { id: 'later', label: '#4', days: 365 },
      { id: 'none', label: '#5' },
    ],
  },
  day: { kind: 'date' },
  seats: { kind: 'number' },
  role: { kind: 'role', options: levels.map((level, index) => ({ id: level, label: `#${index}`, level })) },
})

describe.each(Object.entries(tables))('typed words in %s', (locale, { currency, rows }) => {
  const fields = fieldsIn(currency)
  beforeAll(() => learnLexicon(locale))

  test.each(rows)('about $field: “$text” is $option', ({ field: name, text, option }) => {
    const field = fields[name]
    expect(field && propose(field, text, { words: en, locale, now })).toBe(option ?? undefined)
  })

  test('that are anything at all propose an answer that the field takes, or none', () => {
    const words = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...rows.map(({ text }) => text))))
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(fields)), words, (field, said) => {
        const proposed = propose(field, said.join(' '), { words: en, locale, now })
        if (proposed !== undefined) expect(parseAnswer(field, proposed)).toEqual({ ok: true, value: proposed })
      }),
      { numRuns: 60 },
    )
  })
})

test('a language without a lexicon, or out of reach, still reads figures and labels', async () => {
  await learnLexicon('fi')
  const { size } = fieldsIn('EUR')
  expect(size && propose(size, 'noin 120', { words: en, locale: 'fi', now })).toBe('s50')
})

test('a number is proposed where one is said among words', async () => {
  await learnLexicon('en')
  const sites: Field = { kind: 'number', min: 0 }
  expect(propose(sites, 'about 40', { words: en, locale: 'en', now })).toBe(40)
  expect(propose(sites, '40 or 50', { words: en, locale: 'en', now })).toBeUndefined()
  expect(propose({ kind: 'rating', max: 5 }, '4 stars', { words: en, locale: 'en', now })).toBe(4)
})

test.each([
  ['en', '1 March 2027', '2027-03-01'],
  ['en', 'March 1', '2027-03-01'],
  ['en', 'on December 5th', '2026-12-05'],
  ['en', 'in 2 weeks', '2026-12-06'],
  ['de', 'am 3. Januar', '2027-01-03'],
  ['ru', '1 марта', '2027-03-01'],
  ['fr', 'le 14 juillet 2027', '2027-07-14'],
  ['ar', '٣ يناير', '2027-01-03'],
  ['en', 'March', undefined],
  ['en', 'not in 2 weeks', undefined],
  ['en', '1 March or 2 April', undefined],
  ['en', 'whenever', undefined],
  ['en', '30 February', undefined],
  ['en', 'in 99999999999 years', undefined],
])('a day typed in %s: “%s” is %s', async (locale, text, day) => {
  await learnLexicon(locale)
  expect(propose({ kind: 'date' }, text, { words: en, locale, now })).toBe(day)
})

import { describe, expect, test } from 'vitest'
import { contentLocale } from '#widget/content-locale.ts'
import { en } from '#widget/locales/en.ts'
import { languages, loadWords } from '#widget/locales/load.ts'
import { count } from '#widget/locales/plural.ts'

const translated = Object.keys(languages)
const flat = (words: object, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  )

test('the interface speaks English and eight more languages', () => {
  expect(translated).toEqual(['ar', 'de', 'es', 'fr', 'pt', 'ro', 'ru', 'sv'])
})

describe.each(translated)('the words in %s', locale => {
  const load = async () => (await languages[locale]?.()) ?? en

  test('are complete, none left empty or in English', async () => {
    const words = await load()
    expect(Object.keys(words).sort()).toEqual(Object.keys(en).sort())
    expect(Object.keys(words.problems).sort()).toEqual(Object.keys(en.problems).sort())
    for (const [key, text] of flat(words)) expect(text.trim(), key).not.toBe('')
    const same = flat(words.problems).filter(([key, text]) => text === en.problems[key])
    expect(same).toEqual([])
  })

  test('fill in the same values as the English ones', async () => {
    const words = flat(await load()).filter(([key]) => !key.startsWith('pickUpTo.'))
    const english = new Map(flat(en))
    const values = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()
    for (const [key, text] of words) expect(values(text), key).toEqual(values(english.get(key) ?? ''))
  })

  test('have each plural form that the rules of the language name', async () => {
    const { pickUpTo } = await load()
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions()
    expect(Object.keys(pickUpTo).sort()).toEqual([...pluralCategories].sort())
  })

  test('know a typed yes from a no', async () => {
    const { yes, no } = await load()
    for (const word of [...yes, ...no]) expect(word).toBe(word.toLocaleLowerCase(locale))
    expect(yes.filter(word => no.includes(word))).toEqual([])
  })
})

test('a number comes in the form and the figures of its language', async () => {
  const { ru, ar } = languages
  const [russian, arabic] = [await ru?.(), await ar?.()]
  if (!russian || !arabic) throw new Error('Both are shipped.')
  expect([1, 2, 5, 21].map(number => count(russian.pickUpTo, number, 'ru'))).toEqual([
    'Выберите не больше 1 варианта',
    'Выберите не больше 2 вариантов',
    'Выберите не больше 5 вариантов',
    'Выберите не больше 21 варианта',
  ])
  expect(count(arabic.pickUpTo, 2, 'ar')).toBe('اختر اثنين على الأكثر')
  expect(count(arabic.pickUpTo, 3, 'ar-EG')).toBe('اختر ٣ على الأكثر')
})

test('a language without words of its own has the English ones, in its own direction', async () => {
  const root = { dir: '' } as HTMLElement // all that is looked at
  expect((await loadWords('fi', root)).close).toBe('Close')
  expect(root.dir).toBe('ltr')
  expect((await loadWords('he-IL', root)).close).toBe('Close')
  expect(root.dir).toBe('rtl')
  expect((await loadWords('ar-EG', root)).close).toBe('إغلاق')
})

describe('the language to begin in', () => {
  const offered = ['en', 'pt-PT', 'pt-BR', 'de']

  test('is the nearest to the first that is wanted and offered', () => {
    expect(contentLocale(offered, [undefined, 'fr', 'de-AT', 'en'])).toBe('de')
  })
  test('is the same tag before the same language', () => {
    expect(contentLocale(offered, ['pt-BR'])).toBe('pt-BR')
    expect(contentLocale(offered, ['pt'])).toBe('pt-PT')
  })
  test('is the flow’s own when nothing wanted is offered', () => {
    expect(contentLocale(offered, ['', undefined, 'fi'])).toBe('en')
  })
  test('never takes one language for another that begins the same', () => {
    expect(contentLocale(['en', 'fil'], ['fi'])).toBe('en')
  })
})

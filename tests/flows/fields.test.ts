import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeAnswer, factsOf, parseAnswer } from '#flows/fields/index.ts'
import { fieldSettings } from '#flows/fields/settings.ts'
import type { Answer, Field } from '#flows/flow.ts'
import { flowSchema } from '#flows/flow-schema.ts'
import tables from './cases/answers.json' with { type: 'json' }

type Row = { readonly raw: unknown; readonly value?: Answer; readonly problem?: string }

// JSON modules are typed by their text; the first test parses each of these fields.
const fields = tables.map(({ field, rows }) => ({ field: field as Field, rows: rows as readonly Row[] }))

describe.each(fields)('a field of kind $field.kind', ({ field, rows }) => {
  test('has settings that the schema lets through', () => {
    expect(fieldSettings[field.kind].safeParse(field).error).toBeUndefined()
  })

  test.each(rows)('reads $raw', ({ raw, value, problem }) => {
    expect(parseAnswer(field, raw)).toEqual(problem ? { ok: false, problem } : { ok: true, value })
  })

  test('reads what it stored as the same again', () => {
    for (const { value } of rows)
      if (value !== undefined) expect(parseAnswer(field, value)).toEqual({ ok: true, value })
  })

  test('answers for anything at all', () => {
    fc.assert(
      fc.property(fc.anything(), raw => {
        const parsed = parseAnswer(field, raw)
        if (parsed.ok) expect(parseAnswer(field, parsed.value)).toEqual(parsed)
      }),
    )
  })

  test('answers for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), raw => {
        const parsed = parseAnswer(field, raw)
        if (parsed.ok) expect(parseAnswer(field, parsed.value)).toEqual(parsed)
      }),
    )
  })
})

test('every kind of field has a table', () => {
  expect([...new Set(tables.map(({ kind }) => kind))].sort()).toEqual(Object.keys(fieldSettings).sort())
})

const size: Field = {
  kind: 'size',
  options: [
    { id: 's3', label: '50–500', min: 50, max: 500 },
    { id: 's5', label: '1,001+', min: 1001 },
  ],
}
const role: Field = { kind: 'role', options: [{ id: 'head', label: 'Head', level: 'head' }] }
const timeline: Field = {
  kind: 'timeline',
  options: [
    { id: 'month', label: 'This month', days: 30 },
    { id: 'none', label: 'No plan' },
  ],
}
const email: Field = { kind: 'email', business: 'any' }
const tools: Field = {
  kind: 'multi_choice',
  options: [
    { id: 'erp', label: 'ERP' },
    { id: 'crm', label: 'CRM' },
  ],
}
const consent: Field = { kind: 'consent', purpose: 'contact', text: 'Yes.' }

describe('the facts of an answer', () => {
  test.each<[string, Field, Answer, object]>([
    ['a band of staff', size, 's3', { f: 's3', 'f.min': 50, 'f.max': 500 }],
    ['an open band', size, 's5', { f: 's5', 'f.min': 1001, 'f.max': undefined }],
    ['a role', role, 'head', { f: 'head', 'f.level': 'head' }],
    ['a date', timeline, 'month', { f: 'month', 'f.days': 30 }],
    ['no plan', timeline, 'none', { f: 'none', 'f.days': undefined }],
    [
      'a work address',
      email,
      'ann@eu.acme.example',
      { f: 'ann@eu.acme.example', 'f.domain': 'eu.acme.example', 'f.free': false, 'f.disposable': false },
    ],
    [
      'a free-mail address',
      email,
      'ann@gmail.com',
      { f: 'ann@gmail.com', 'f.domain': 'gmail.com', 'f.free': true, 'f.disposable': false },
    ],
    [
      'a throw-away address',
      email,
      'ann@mailinator.com',
      { f: 'ann@mailinator.com', 'f.domain': 'mailinator.com', 'f.free': false, 'f.disposable': true },
    ],
    ['a day', { kind: 'date' }, '2027-03-01', { f: '2027-03-01', 'f.year': 2027, 'f.month': 3 }],
    ['a rating', { kind: 'rating', max: 5 }, 4, { f: 4 }],
    ['two names', { kind: 'name' }, ['Ann', 'Lee'], { f: 'Ann Lee', 'f.first': 'Ann', 'f.family': 'Lee' }],
    ['one name', { kind: 'name', single: true }, ['Ann'], { f: 'Ann', 'f.first': 'Ann', 'f.family': undefined }],
    ['a hidden value', { kind: 'hidden', query: 'plan' }, 'pro', { f: 'pro' }],
    ['several options', tools, ['erp', 'crm'], { f: ['erp', 'crm'] }],
    ['a name', { kind: 'text', about: 'name' }, 'Ann Lee', { f: 'Ann Lee', 'f.first': 'Ann' }],
    ['a message', { kind: 'text', about: 'message' }, 'Hi there', { f: 'Hi there' }],
    [
      'a web address',
      { kind: 'url' },
      'https://www.acme.example/a',
      { f: 'https://www.acme.example/a', 'f.host': 'acme.example' },
    ],
    ['a number', { kind: 'number' }, 3, { f: 3 }],
    ['a yes', consent, true, { f: true }],
  ])('of %s', (_what, field, value, facts) => {
    expect(factsOf('f', field, value)).toStrictEqual(facts)
  })
})

describe('an answer in words', () => {
  test.each<[string, Field, Answer, string, string]>([
    ['an option', size, 's3', 'en', '50–500'],
    ['an option that is gone', size, 's9', 'en', 's9'],
    ['several options', tools, ['erp', 'crm'], 'en', 'ERP, CRM'],
    ['a number', { kind: 'number', unit: 'sites' }, 1200, 'en', '1,200 sites'],
    ['a number in German', { kind: 'number', unit: 'Standorte' }, 1200, 'de', '1.200 Standorte'],
    ['a yes', consent, true, 'en', 'Yes'],
    ['a no in German', consent, false, 'de-AT', 'Nein'],
    ['a web address', { kind: 'url' }, 'https://acme.example/', 'en', 'acme.example'],
    ['an address', email, 'ann@acme.example', 'en', 'ann@acme.example'],
    ['an amount', { kind: 'number', currency: 'EUR' }, 12_500, 'de', '12.500\u00a0€'],
    ['an amount with cents', { kind: 'number', currency: 'USD' }, 12.5, 'en', '$12.50'],
    ['a day', { kind: 'date' }, '2027-03-01', 'en', 'March 1, 2027'],
    ['a day in Swedish', { kind: 'date' }, '2027-03-01', 'sv', '1 mars 2027'],
    ['a rating', { kind: 'rating', max: 5 }, 4, 'en', '4/5'],
    ['a name', { kind: 'name' }, ['Ann', 'Lee'], 'en', 'Ann Lee'],
    ['a name as its fact has it', { kind: 'name' }, 'Ann Lee', 'en', 'Ann Lee'],
  ])('%s', (_what, field, value, locale, words) => {
    expect(describeAnswer(field, value, locale)).toBe(words)
  })
})

test('a field with a setting it does not have is refused with a pointer to it', () => {
  const field = { kind: 'email', business: 'any', score: 5 }
  const steps = [{ id: 'bye', kind: 'end', outcome: 'done', text: 'Bye' }]
  const parsed = flowSchema.safeParse({ format: 1, id: 'f', name: 'F', locale: 'en', fields: { mail: field }, steps })
  expect(parsed.error?.issues).toMatchObject([{ code: 'unrecognized_keys', path: ['fields', 'mail'], keys: ['score'] }])
})

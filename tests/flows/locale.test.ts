import { describe, expect, test } from 'vitest'
import type { Flow } from '#flows/flow.ts'
import {
  fill,
  localesOf,
  nearestLocale,
  publicFlow,
  sayable,
  sourceHash,
  withVariants,
  wordings,
} from '#flows/locale.ts'
import { templates } from '#flows/templates/index.ts'

function greeting(change: Partial<Flow> = {}): Flow {
  return {
    format: 1,
    id: 'greeting',
    name: 'For colleagues',
    locale: 'en',
    launcher: { label: 'Talk', teaser: 'Hello?' },
    notice: { text: 'We keep it.', url: 'https://acme.example/privacy' },
    fields: {
      size: { kind: 'size', options: [{ id: 's3', label: '50–500 people', min: 50, max: 500 }] },
      ok: { kind: 'consent', purpose: 'contact', text: 'Write to me.' },
    },
    steps: [
      { id: 'hi', kind: 'say', text: 'Hi', note: 'Be kind.' },
      { id: 'q_size', kind: 'ask', field: 'size', text: 'How many?', hint: 'About.' },
      { id: 'q_ok', kind: 'ask', field: 'ok', text: 'May we?' },
      { id: 'bye', kind: 'end', outcome: 'done', text: 'Bye', link: { label: 'Read', url: 'https://acme.example/' } },
    ],
    experiments: [
      {
        id: 'opener',
        version: 1,
        status: 'running',
        variants: [
          { id: 'a', weight: 5000, patch: {} },
          { id: 'b', weight: 5000, patch: { 'hi.text': 'Hello there' } },
        ],
      },
      { id: 'idea', version: 1, status: 'draft', variants: [{ id: 'a', weight: 1, patch: { 'bye.text': 'Later' } }] },
    ],
    translations: {
      de: {
        'hi.text': { text: 'Hallo', source: sourceHash('Hi') },
        'hi.text@opener.b': { text: 'Guten Tag', source: sourceHash('Hello there') },
        'fields.size.s3': { text: '50–500 Leute', source: sourceHash('50–500 people') },
      },
      fr: { 'hi.text': { text: 'Salut', source: sourceHash('Hi') } },
    },
    promises: [{ name: 'Never', facts: {}, never: 'bye' }],
    ...change,
  }
}

describe('the wordings of a flow', () => {
  test('are every text a visitor can see, by key', () => {
    expect(wordings(greeting())).toEqual({
      'launcher.label': 'Talk',
      'launcher.teaser': 'Hello?',
      'notice.text': 'We keep it.',
      'fields.size.s3': '50–500 people',
      'fields.ok.text': 'Write to me.',
      'hi.text': 'Hi',
      'q_size.text': 'How many?',
      'q_size.hint': 'About.',
      'q_ok.text': 'May we?',
      'bye.text': 'Bye',
      'bye.link.label': 'Read',
      'hi.text@opener.b': 'Hello there',
      'bye.text@idea.a': 'Later',
    })
  })
})

describe('what a browser gets of a flow', () => {
  test('has nothing for the eyes of colleagues', () => {
    const shown = publicFlow(greeting(), 'en')
    expect(JSON.stringify(shown)).not.toMatch(/For colleagues|Be kind|promises|translations|Guten Tag/)
  })

  test('has the running experiments only', () => {
    expect(publicFlow(greeting(), 'en').experiments?.map(({ id }) => id)).toEqual(['opener'])
    expect(publicFlow(greeting({ experiments: [] }), 'en')).not.toHaveProperty('experiments')
  })

  test('is translated, with the source where there is no translation', () => {
    const shown = publicFlow(greeting(), 'de-AT')
    expect(shown.locale).toBe('de')
    expect(wordings(shown)).toMatchObject({ 'hi.text': 'Hallo', 'fields.size.s3': '50–500 Leute', 'bye.text': 'Bye' })
    expect(withVariants(shown, { opener: 'b' }).steps[0]).toMatchObject({ text: 'Guten Tag' })
  })

  test('leaves out an experiment whose variants are not all translated', () => {
    expect(publicFlow(greeting(), 'fr')).not.toHaveProperty('experiments')
  })

  test('keeps an experiment of shapes in every language, since a shape is not translated', () => {
    const variants = [{ id: 'b', weight: 5000, patch: { shape: 'page' } }]
    const tested = greeting({ experiments: [{ id: 'form', version: 1, status: 'running', variants }] })
    expect(publicFlow(tested, 'fr').experiments?.[0]?.variants).toEqual(variants)
    expect(Object.keys(wordings(tested)).filter(key => key.includes('shape'))).toEqual([])
  })

  test('comes in its own language when the one wanted is not there', () => {
    expect(publicFlow(greeting(), 'ja').locale).toBe('en')
    expect(publicFlow(greeting(), 'not a locale').locale).toBe('en')
  })
})

describe('the locales of a flow', () => {
  const flow = { locale: 'en', translations: { 'pt-BR': {}, pt: {}, de: {} } }

  test('begin with its own', () => {
    expect(localesOf(flow)).toEqual(['en', 'pt-BR', 'pt', 'de'])
  })

  test.each([
    ['pt', 'pt'],
    ['PT-br', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['de-CH', 'de'],
    ['en-GB', 'en'],
    ['fr', 'en'],
    ['', 'en'],
  ])('for %s the nearest is %s', (wanted, nearest) => {
    expect(nearestLocale(flow, wanted)).toBe(nearest)
  })
})

describe('the variants of an experiment', () => {
  const shown = publicFlow(greeting(), 'en')

  test('put their text in the place of the flow’s', () => {
    expect(withVariants(shown, { opener: 'b' }).steps[0]).toMatchObject({ text: 'Hello there' })
    expect(withVariants(shown, { opener: 'a' })).toEqual(shown)
  })

  test('that are unknown change nothing', () => {
    expect(withVariants(shown, { opener: 'z', other: 'b', constructor: 'b' })).toEqual(shown)
  })
})

describe('values in a text', () => {
  const values = {
    name: 'Ann',
    'name.first': 'Ann',
    email: '',
    tools: ['ERP', 'CRM'],
    sites: 0,
    trick: '{{name}} $& $1',
  }

  test.each([
    ['Hi {{name}}.', 'Hi Ann.'],
    ['Hi {{ name.first }}.', 'Hi Ann.'],
    ['Hi {{missing}}.', 'Hi .'],
    ['Hi {{missing|you}}.', 'Hi you.'],
    ['Hi {{email|you there}}.', 'Hi you there.'],
    ['{{tools}}, {{sites}}', 'ERP, CRM, 0'],
    ['{{trick}}', '{{name}} $& $1'],
    ['{{toString}}{{__proto__|-}}', '-'],
    ['{{name', '{{name'],
    ['{name} {{}} {{a b}}', '{name} {{}} {{a b}}'],
  ])('%s', (text, filled) => {
    expect(fill(text, values)).toBe(filled)
  })

  test('are the answers in words', () => {
    const played = { facts: { size: 's3', 'size.min': 50 }, answers: new Map([['q_size', 's3']]) }
    expect(sayable(publicFlow(greeting(), 'de'), played)).toEqual({ size: '50–500 Leute', 'size.min': 50 })
  })
})

test('the hash of a source text changes with the text', () => {
  expect(sourceHash('Hi')).toMatch(/^[0-9a-f]{8}$/)
  expect(sourceHash('Hi')).not.toBe(sourceHash('Hi.'))
})

test('every template shows all its words in each of its languages', () => {
  for (const { flow } of templates) {
    for (const locale of localesOf(flow)) {
      expect(Object.keys(wordings(publicFlow(flow, locale)))).toEqual(Object.keys(wordings(flow)))
    }
  }
})

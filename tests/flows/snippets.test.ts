import { describe, expect, test } from 'vitest'
import type { Snippet } from '#flows/flow.ts'
import { isQuestion } from '#flows/questions.ts'
import { findSnippet } from '#flows/snippets.ts'

const snippets: Snippet[] = [
  { id: 'sso', questions: ['Do you support single sign-on?', 'SSO', 'SAML', 'Okta'], text: 'Yes, on Enterprise.' },
  { id: 'trial', questions: ['Is there a free trial?', 'Can we try it first?'], text: '30 days.' },
  {
    id: 'hosting',
    questions: ['Where is our data stored?', 'data location servers', 'hosting EU'],
    text: 'Frankfurt.',
  },
  { id: 'offline', questions: ['Does it work offline?', 'without internet connection'], text: 'Yes.' },
  { id: 'scanners', questions: ['Which barcode scanners work?', 'Zebra scanner hardware'], text: 'Most.' },
  { id: 'preis', questions: ['Was kostet der Vertrag?', 'monatlich kündigen'], text: 'Monatlich.' },
]

test.each([
  ['do you have SSO?', 'sso'],
  ['Single sign on with Okta?', 'sso'],
  ['can I try it for free', 'trial'],
  ['free trials?', 'trial'],
  ['where do you store our data', 'hosting'],
  ['Is the data hosted in the EU?', 'hosting'],
  ['will it work without an internet connection?', 'offline'],
  ['barcode scanner', 'scanners'],
  ['kann ich monatlich kündigen?', 'preis'],
])('%j is answered by %s', (asked, id) => {
  expect(findSnippet(snippets, asked)?.id).toBe(id)
})

test.each([
  'How do you compare with a spreadsheet?',
  'What does a data breach cost?',
  'Can I pay by invoice?',
  'Does the scanner trial include SSO data?',
  'data',
  '???',
  'who is your CEO',
  'Is there a limit on users per site?',
  'Do you support Norwegian?',
])('%j is left to a person rather than guessed at', asked => {
  expect(findSnippet(snippets, asked)).toBeUndefined()
})

test('two replies that fit alike are none', () => {
  const alike = [
    { id: 'one', questions: ['export CSV'], text: '1' },
    { id: 'two', questions: ['export CSV'], text: '2' },
  ]
  expect(findSnippet(alike, 'CSV export?')).toBeUndefined()
})

describe('a question is known by', () => {
  test.each(['Price?', 'is it secure?', '¿Cuánto cuesta?', 'هل لديكم تجربة؟', 'Was kostet das？'])(
    'its mark: %s',
    text => {
      expect(isQuestion(text)).toBe(true)
    },
  )
  test.each([
    'how does the trial work',
    'can you import from SAP',
    'wie lange dauert die Einführung',
    'vad kostar det per månad',
    'comment fonctionne le prix',
    'сколько это стоит',
    'quanto custa por mês',
    'cât costă pe lună',
    'cuánto cuesta al mes',
    'كم تكلفة الاشتراك الشهري',
  ])('the word it opens with: %s', text => {
    expect(isQuestion(text)).toBe(true)
  })
  test.each(['50 to 200', 'head of logistics', 'What', 'can be later', 'Will Smith', 'this quarter', '', 'How Ltd'])(
    'and %j is none',
    text => {
      expect(isQuestion(text)).toBe(false)
    },
  )
})

import { expect, test } from 'vitest'
import type { SessionContext } from '#flows/api.ts'
import type { Answer, Field } from '#flows/flow.ts'
import { createPlayer } from '#flows/play.ts'
import { en } from '#widget/locales/en.ts'
import { readTyped } from '#widget/read-typed.ts'
import { type Talk, takeUp } from '#widget/talk.ts'

const size: Field = {
  kind: 'size',
  options: [
    { id: 's1', label: '1–10', min: 1, max: 10 },
    { id: 's11', label: '11–49', min: 11, max: 49 },
    { id: 's50', label: '50–500', min: 50, max: 500 },
    { id: 's501', label: '501 or more', min: 501 },
  ],
}
const budget: Field = {
  kind: 'money',
  currency: 'USD',
  options: [
    { id: 'low', label: 'Under $3k', max: 2999 },
    { id: 'mid', label: '$3k–8k', min: 3000, max: 8000 },
    { id: 'high', label: 'More than $8k', min: 8001 },
    { id: 'none', label: 'Not set yet' },
  ],
}
const role: Field = {
  kind: 'role',
  options: [
    { id: 'head', label: 'Head of a department', level: 'head' },
    { id: 'manager', label: 'Manager', level: 'manager' },
    { id: 'hr', label: 'HR manager', level: 'manager' },
  ],
}
const several: Field = {
  kind: 'multi_choice',
  options: [
    { id: 'sap', label: 'SAP' },
    { id: 'navision', label: 'Navision' },
    { id: 'own', label: 'Our own' },
  ],
}
const contact: Field = { kind: 'consent', purpose: 'contact', text: 'Yes, write to me.' }
const news: Field = { kind: 'consent', purpose: 'marketing', text: 'Yes, send news.' }
const preferred: Field = { kind: 'email', business: 'prefer' }

test.each<[string, Field, string, Answer]>([
  ['a label', size, '11–49', 's11'],
  ['a label with another dash', size, '11-49', 's11'],
  ['a number in a band', size, '120', 's50'],
  ['a number with words', size, 'about 120 people', 's50'],
  ['a grouped number', size, '1,200', 's501'],
  ['a number grouped the German way', size, '1.200', 's501'],
  ['thousands', budget, '5k', 'mid'],
  ['an amount with its sign', budget, '$ 12,000', 'high'],
  ['a beginning', budget, 'not set', 'none'],
  ['a word of one label', role, 'department', 'head'],
  ['a label that another one ends in', role, 'manager', 'manager'],
  ['capitals and a full stop', role, 'MANAGER.', 'manager'],
  ['several', several, 'sap and navision', ['sap', 'navision']],
  ['yes', contact, 'Yes', true],
  ['no to what may be declined', news, 'no thanks', false],
])('%s proposes an answer', (_what, field, raw, value) => {
  expect(readTyped(asking(field), raw, en)).toEqual({ type: 'proposed', proposal: { value, raw, why: 'typed' } })
})

test.each<[string, Field, string, string]>([
  ['words that fit nothing', role, 'astronaut', 'unclear'],
  ['words that fit two options', several, 'a', 'unclear'],
  ['a negative number', size, '-5', 'unclear'],
  ['nothing', size, '  ', 'required'],
  ['no where only a yes counts', contact, 'no', 'unclear'],
  ['half an address', preferred, 'ann@', 'email_invalid'],
  ['a free address where it is refused', { kind: 'email', business: 'require' }, 'ann@gmail.com', 'email_free_refused'],
  ['letters for a number', { kind: 'number' }, 'many', 'number_invalid'],
])('%s is sent back', (_what, field, raw, problem) => {
  expect(readTyped(asking(field), raw, en)).toEqual({ type: 'refused', step: 'q', problem })
})

test('a private address is asked about once where a work address is preferred', () => {
  const first = readTyped(asking(preferred), 'ann@gmail.com', en)
  expect(first).toEqual({
    type: 'proposed',
    proposal: { value: 'ann@gmail.com', raw: 'ann@gmail.com', why: 'free_mail' },
  })
  const proposal = { value: 'ann@gmail.com', raw: 'ann@gmail.com', why: 'free_mail' } as const
  const second = readTyped({ ...asking(preferred), proposal }, 'ann.k@gmail.com', en)
  expect(second).toEqual({ type: 'gave', body: { type: 'answered', step: 'q', value: 'ann.k@gmail.com' } })
})

test('a throw-away address is asked about once, unless the field allows it', () => {
  const raw = 'ann@mailinator.com'
  const any: Field = { kind: 'email', business: 'any' }
  expect(readTyped(asking(any), raw, en)).toEqual({
    type: 'proposed',
    proposal: { value: raw, raw, why: 'disposable' },
  })
  const proposal = { value: raw, raw, why: 'disposable' } as const
  const answered = { type: 'gave', body: { type: 'answered', step: 'q', value: raw } }
  expect(readTyped({ ...asking(any), proposal }, raw, en)).toEqual(answered)
  expect(readTyped(asking({ ...any, disposable: 'allow' }), raw, en)).toEqual(answered)
})

test('an address of a blocked domain is sent back', () => {
  const field: Field = { kind: 'email', business: 'any', block: ['rival.example'] }
  expect(readTyped(asking(field), 'ann@rival.example', en)).toMatchObject({ problem: 'email_blocked' })
})

test('what was typed is kept beside a proposal, without card numbers', () => {
  expect(readTyped(asking(size), '120 people, card 4111 1111 1111 1111', en)).not.toMatchObject({ type: 'gave' })
  const heard = readTyped(asking(role), 'manager, card 4111 1111 1111 1111', en)
  expect(JSON.stringify(heard)).not.toContain('4111')
})

test('a work address counts at once, in lower case', () => {
  expect(readTyped(asking(preferred), ' Ann@Pellgate.example ', en)).toEqual({
    type: 'gave',
    body: { type: 'answered', step: 'q', value: 'ann@pellgate.example' },
  })
})

/** A conversation at its only question. */
function asking(field: Field): Talk {
  const visit: SessionContext = {
    page: { url: 'https://www.tallybarn.example/pricing', path: '/pricing' },
    utm: {},
    locale: 'en',
    device: 'desktop',
    surface: 'bubble',
    shape: 'chat',
    variants: {},
    consent: 'unset',
  }
  const player = createPlayer({
    format: 1,
    id: 'one',
    locale: 'en',
    fields: { f: field },
    steps: [
      { id: 'q', kind: 'ask', field: 'f', text: 'Well?' },
      { id: 'end', kind: 'end', outcome: 'done', text: 'Thanks.' },
    ],
  })
  return takeUp({ player, visit, now: () => 0, log: [], decisions: [], acknowledged: 0 })
}

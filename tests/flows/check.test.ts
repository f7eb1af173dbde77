import { describe, expect, test } from 'vitest'
import { checkFlow, type Finding } from '#flows/check.ts'
import { CONTEXT_FACTS } from '#flows/context-facts.ts'
import type { AskStep, Field, Flow, Step } from '#flows/flow.ts'
import { parseFlow } from '#flows/flow-schema.ts'
import { sourceHash } from '#flows/locale.ts'
import { contextFacts } from '#flows/play.ts'
import { CONTEXT } from '../support/random-flow.ts'

const fields: Readonly<Record<string, Field>> = {
  role: {
    kind: 'role',
    options: [
      { id: 'head', label: 'Head', level: 'head' },
      { id: 'student', label: 'Student', level: 'student' },
    ],
  },
  email: { kind: 'email', business: 'any' },
  contact_ok: { kind: 'consent', purpose: 'contact', text: 'Yes, write to me.' },
}

const role: AskStep = { id: 'q_role', kind: 'ask', field: 'role', text: 'Role?' }
const email: AskStep = { id: 'q_email', kind: 'ask', field: 'email', text: 'E-mail?' }
const consent: AskStep = { id: 'q_ok', kind: 'ask', field: 'contact_ok', text: 'May we?' }
const route: Step = { id: 'route', kind: 'decide', outcomes: { sales: 'book' }, fallback: 'bye' }
const book: Step = { id: 'book', kind: 'book', text: 'When?' }
const bye: Step = { id: 'bye', kind: 'end', outcome: 'done', text: 'Bye' }

/** A flow with nothing to find in it. */
function sound(change: Partial<Flow> = {}): Flow {
  return {
    format: 1,
    id: 'checked',
    name: 'Checked',
    locale: 'en',
    notice: { text: 'We keep it.', url: 'https://acme.example/privacy' },
    fields,
    steps: [role, email, consent, route, book, bye],
    ...change,
  }
}

const studentTo = (to: string): AskStep => ({ ...role, next: [{ when: { fact: 'role', is: 'student' }, to }] })
const experiment = (patch: Record<string, string>, weights: readonly number[] = [5000, 5000]) => ({
  id: 'opener',
  version: 1,
  status: 'running' as const,
  variants: weights.map((weight, index) => ({ id: `v${index}`, weight, patch: index === 0 ? {} : patch })),
})

test('a sound flow has no findings', () => {
  expect(checkFlow(sound())).toEqual([])
})

test.each(['chat', 'steps', 'page'])('an experiment may hold the flow as %s', shape => {
  expect(checkFlow(sound({ experiments: [experiment({ shape })] }))).toEqual([])
})

describe('a finding tells', () => {
  test.each<[string, Partial<Flow>, Partial<Finding>]>([
    [
      'two steps of one name',
      { steps: [role, email, consent, route, book, bye, { ...bye }] },
      { severity: 'error', code: 'duplicate_id', pointer: '/steps/6/id', step: 'bye' },
    ],
    [
      'two options of one name',
      {
        fields: {
          ...fields,
          role: {
            kind: 'choice',
            options: [
              { id: 'a', label: 'A' },
              { id: 'a', label: 'B' },
            ],
          },
        },
      },
      { severity: 'error', code: 'duplicate_id', pointer: '/fields/role/options/1/id' },
    ],
    [
      'a jump to nowhere',
      { steps: [studentTo('nowhere'), email, consent, route, book, bye] },
      { severity: 'error', code: 'dangling_target', pointer: '/steps/0/next/0/to', step: 'q_role' },
    ],
    [
      'a step that leads nowhere',
      { steps: [{ ...role, to: 'nowhere' }, email, consent, route, book, bye] },
      { code: 'dangling_target', pointer: '/steps/0/to' },
    ],
    [
      'an outcome that leads nowhere',
      { steps: [role, email, consent, { ...route, outcomes: { sales: 'nowhere' } }, book, bye] },
      { code: 'dangling_target', pointer: '/steps/3/outcomes/sales' },
    ],
    [
      'a fallback that leads nowhere',
      { steps: [role, email, consent, { ...route, fallback: 'nowhere' }, book, bye] },
      { code: 'dangling_target', pointer: '/steps/3/fallback' },
    ],
    [
      'a jump back',
      { steps: [role, { ...email, to: 'q_role' }, consent, route, book, bye] },
      { severity: 'error', code: 'flow_cycle', pointer: '/steps/1/to', step: 'q_email' },
    ],
    [
      'a step that leads to itself',
      { steps: [studentTo('q_role'), email, consent, route, book, bye] },
      { code: 'flow_cycle', pointer: '/steps/0/next/0/to' },
    ],
    [
      'an outcome that leads back',
      { steps: [role, email, consent, { ...route, outcomes: { sales: 'q_role' } }, book, bye] },
      { code: 'flow_cycle', pointer: '/steps/3/outcomes/sales' },
    ],
    [
      'a question about no field',
      { steps: [{ ...role, field: 'rank' }, email, consent, route, book, bye] },
      { severity: 'error', code: 'unknown_field', pointer: '/steps/0/field' },
    ],
    [
      'a field nobody asks for',
      { fields: { ...fields, phone: { kind: 'phone' } } },
      { severity: 'warning', code: 'unused_field', pointer: '/fields/phone' },
    ],
    [
      'a guard on nothing',
      {
        steps: [
          { ...role, next: [{ when: { not: { fact: 'rank', is: 'x' } }, to: 'bye' }] },
          email,
          consent,
          route,
          book,
          bye,
        ],
      },
      { severity: 'error', code: 'unknown_fact', pointer: '/steps/0/next/0/when/not/fact' },
    ],
    [
      'a guard on a part that a field does not have',
      {
        steps: [
          { ...role, next: [{ when: { fact: 'role.min', gt: 1 }, to: 'bye' }] },
          email,
          consent,
          route,
          book,
          bye,
        ],
      },
      { code: 'unknown_fact' },
    ],
    [
      'targeting on nothing',
      { targeting: { all: [{ fact: 'page.colour', is: 'red' }] } },
      { code: 'unknown_fact', pointer: '/targeting/all/0/fact' },
    ],
    [
      'a guard on an option that is not there',
      {
        steps: [
          { ...role, next: [{ when: { fact: 'role', in: ['head', 'boss'] }, to: 'bye' }] },
          email,
          consent,
          route,
          book,
          bye,
        ],
      },
      {
        severity: 'error',
        code: 'unknown_option',
        pointer: '/steps/0/next/0/when',
        message: 'role has no option called boss.',
      },
    ],
    [
      'a guard that takes an option for a number',
      { steps: [{ ...role, next: [{ when: { fact: 'role', gt: 5 }, to: 'bye' }] }, email, consent, route, book, bye] },
      { severity: 'warning', code: 'wrong_comparison' },
    ],
    [
      'an outcome that no routing decides',
      { steps: [role, email, consent, { ...route, outcomes: { sales: 'book', won: 'bye' } }, book, bye] },
      { severity: 'warning', code: 'unknown_outcome', pointer: '/steps/3/outcomes/won' },
    ],
    [
      'a band whose ends are swapped',
      { fields: { ...fields, role: { kind: 'size', options: [{ id: 'a', label: 'A', min: 5, max: 1 }] } } },
      { severity: 'error', code: 'range_invalid', pointer: '/fields/role/options/0' },
    ],
    [
      'a step that nobody reaches',
      {
        steps: [
          { ...role, to: 'q_email' },
          { id: 'lost', kind: 'say', text: 'Lost' },
          email,
          consent,
          route,
          book,
          bye,
        ],
      },
      { severity: 'warning', code: 'unreachable', pointer: '/steps/1', step: 'lost' },
    ],
    [
      'a branch that never holds',
      {
        steps: [
          role,
          {
            id: 'pick',
            kind: 'branch',
            next: [
              {
                when: {
                  all: [
                    { fact: 'role', is: 'head' },
                    { fact: 'role.level', is: 'student' },
                  ],
                },
                to: 'lost',
              },
            ],
            to: 'q_email',
          },
          { id: 'lost', kind: 'say', text: 'Lost' },
          email,
          consent,
          route,
          book,
          bye,
        ],
      },
      { code: 'unreachable', step: 'lost' },
    ],
    [
      'a way that runs off the end',
      { steps: [studentTo('last'), email, consent, route, book, bye, { id: 'last', kind: 'say', text: 'Last' }] },
      {
        severity: 'error',
        code: 'dead_end',
        pointer: '/steps/6',
        step: 'last',
        example: [{ step: 'q_role', answer: 'student' }],
      },
    ],
    [
      'personal questions without a notice',
      { notice: undefined },
      { severity: 'error', code: 'missing_notice', pointer: '/notice', step: 'q_email' },
    ],
    [
      'an address that is decided on without consent',
      { steps: [role, email, { ...consent, optional: true }, route, book, bye] },
      {
        severity: 'error',
        code: 'missing_consent',
        pointer: '/steps/3',
        step: 'route',
        example: [
          { step: 'q_role', answer: 'head' },
          { step: 'q_email', answer: 'ann@company.example' },
          { step: 'q_ok', answer: null },
        ],
      },
    ],
    [
      'an address that ends up without consent on one way only',
      {
        steps: [
          role,
          { ...email, next: [{ when: { fact: 'role', is: 'student' }, to: 'bye' }] },
          consent,
          route,
          book,
          bye,
        ],
      },
      {
        code: 'missing_consent',
        pointer: '/steps/5',
        example: [
          { step: 'q_role', answer: 'student' },
          { step: 'q_email', answer: 'ann@company.example' },
        ],
      },
    ],
    [
      'a consent to marketing alone',
      { fields: { ...fields, contact_ok: { kind: 'consent', purpose: 'marketing', text: 'News.' } } },
      { code: 'missing_consent', step: 'route' },
    ],
    [
      'a decision without an address',
      { steps: [role, { ...email, optional: true }, consent, route, book, bye] },
      {
        severity: 'warning',
        code: 'decide_without_email',
        pointer: '/steps/3',
        example: [
          { step: 'q_role', answer: 'head' },
          { step: 'q_email', answer: null },
          { step: 'q_ok', answer: true },
        ],
      },
    ],
    [
      'a promise that does not hold',
      { promises: [{ name: 'No calendar for students', facts: { role: 'student' }, never: 'book' }] },
      {
        severity: 'error',
        code: 'promise_broken',
        pointer: '/promises/0',
        step: 'book',
        example: [
          { step: 'q_role', answer: 'student' },
          { step: 'q_email', answer: 'ann@company.example' },
          { step: 'q_ok', answer: true },
          { step: 'route', answer: 'sales' },
        ],
      },
    ],
    [
      'a promise that skipping a question breaks',
      {
        steps: [{ ...studentTo('bye'), optional: true }, email, consent, route, book, bye],
        promises: [{ name: 'No calendar', facts: { role: 'student' }, never: 'book' }],
      },
      {
        code: 'promise_broken',
        example: [
          { step: 'q_role', answer: null },
          { step: 'q_email', answer: 'ann@company.example' },
          { step: 'q_ok', answer: true },
          { step: 'route', answer: 'sales' },
        ],
      },
    ],
    [
      'a promise that depends on the page',
      {
        steps: [
          { id: 'pick', kind: 'branch', next: [{ when: { fact: 'page.path', is: '/x' }, to: 'bye' }] },
          role,
          email,
          consent,
          route,
          book,
          bye,
        ],
        promises: [{ name: 'Never', facts: { role: 'head' }, never: 'bye' }],
      },
      { code: 'promise_broken', context: { 'page.path': '/x' } },
    ],
    [
      'a promise about a step that is not there',
      { promises: [{ name: 'Never', facts: {}, never: 'nowhere' }] },
      { severity: 'error', code: 'dangling_target', pointer: '/promises/0/never' },
    ],
    [
      'a promise about an option that is not there',
      { promises: [{ name: 'Never', facts: { role: 'boss' }, never: 'book' }] },
      { severity: 'error', code: 'unknown_option', pointer: '/promises/0/facts/role' },
    ],
    [
      'a variant of a text that is not there',
      { experiments: [experiment({ 'q_rank.text': 'Rank?' })] },
      { severity: 'error', code: 'variant_unknown_key', pointer: '/experiments/0/variants/1/patch/q_rank.text' },
    ],
    [
      'a variant in a shape that is not there',
      { experiments: [experiment({ shape: 'wall' })] },
      { severity: 'error', code: 'variant_unknown_shape', pointer: '/experiments/0/variants/1/patch/shape' },
    ],
    [
      'shares of more than everybody',
      { experiments: [experiment({ 'q_role.text': 'Your role?' }, [5000, 5001])] },
      { severity: 'error', code: 'variant_weights', pointer: '/experiments/0/variants' },
    ],
    [
      'two experiments on one text',
      { experiments: [experiment({ 'q_role.text': 'A?' }), { ...experiment({ 'q_role.text': 'B?' }), id: 'other' }] },
      { severity: 'warning', code: 'variant_conflict', pointer: '/experiments/1' },
    ],
    [
      'two experiments of one name',
      { experiments: [experiment({ 'q_role.text': 'A?' }), experiment({ 'q_email.text': 'B?' })] },
      { severity: 'error', code: 'duplicate_id', pointer: '/experiments/1/id' },
    ],
    [
      'a translation of a text that changed',
      { translations: { de: { 'bye.text': { text: 'Tschüss', source: 'ff' } } } },
      { severity: 'warning', code: 'translation_stale', pointer: '/translations/de/bye.text' },
    ],
    [
      'a translation of a text that is gone',
      { translations: { de: { 'hi.text': { text: 'Hallo', source: 'ff' } } } },
      { severity: 'warning', code: 'translation_unknown_key', pointer: '/translations/de/hi.text' },
    ],
    [
      'texts without a translation',
      { translations: { de: { 'bye.text': { text: 'Tschüss', source: sourceHash('Bye') } } } },
      { severity: 'warning', code: 'translation_missing', pointer: '/translations/de' },
    ],
    [
      'a variant without a translation',
      { experiments: [experiment({ 'q_role.text': 'A?' })], translations: { de: {} } },
      { severity: 'warning', code: 'variant_untranslated', pointer: '/experiments/0' },
    ],
    [
      'a place in a text for nothing',
      { steps: [role, email, consent, route, book, { ...bye, text: 'Bye {{name}}' }] },
      { severity: 'warning', code: 'unknown_pipe', pointer: '/steps/5/text' },
    ],
  ])('%s', (_what, change, finding) => {
    const flow = sound(change)
    expect(parseFlow(flow).ok).toBe(true)
    expect(checkFlow(flow)).toContainEqual(expect.objectContaining(finding))
  })
})

test('errors come before warnings', () => {
  const flow = sound({ notice: undefined, fields: { ...fields, phone: { kind: 'phone' } } })
  expect(checkFlow(flow).map(({ severity }) => severity)).toEqual(['error', 'warning'])
})

test('a promise that every way keeps is proved', () => {
  const promises = [{ name: 'No calendar for students', facts: { role: 'student' }, never: 'book' }]
  expect(checkFlow(sound({ steps: [studentTo('bye'), email, consent, route, book, bye], promises }))).toEqual([])
})

test('a promise about what an answer stands for is proved as well', () => {
  const promises = [{ name: 'No calendar for students', facts: { 'role.level': 'student' }, never: 'book' }]
  expect(checkFlow(sound({ steps: [studentTo('bye'), email, consent, route, book, bye], promises }))).toEqual([])
})

test('a question that waits for consent only on the ways where an address was given is fine', () => {
  const optional: Step = { ...email, optional: true, next: [{ when: { fact: 'email', unknown: true }, to: 'bye' }] }
  expect(checkFlow(sound({ steps: [role, optional, consent, route, book, bye] }))).toEqual([])
})

describe('a flow with very many situations', () => {
  const count = 16
  const choice: Field & { kind: 'choice' } = {
    kind: 'choice',
    options: ['a', 'b', 'c', 'd', 'e', 'f'].map(id => ({ id, label: id })),
  }
  const ids = Array.from({ length: count }, (_, index) => `f${index}`)
  const questions = ids.map((id): Step => ({ id: `q_${id}`, kind: 'ask', field: id, text: '?' }))
  const manyFields = Object.fromEntries(ids.map(id => [id, choice]))

  test('that guards tell apart is not proved, and says so', () => {
    const pick: Step = { id: 'pick', kind: 'branch', next: ids.map(id => ({ when: { fact: id, is: 'a' }, to: 'bye' })) }
    const promises = [{ name: 'Never', facts: { f0: 'b' }, never: 'bye' }]
    const findings = checkFlow(sound({ fields: manyFields, steps: [...questions, pick, bye], promises }))
    expect(findings.map(({ severity, code, pointer }) => [severity, code, pointer])).toEqual([
      ['error', 'too_large_to_prove', '/promises/0'],
      ['warning', 'too_large_to_prove', ''],
    ])
  })

  test('that no guard tells apart is proved at once', () => {
    expect(checkFlow(sound({ fields: manyFields, steps: [...questions, bye] }))).toEqual([])
  })

  test('may wait 200 times on one way, and not 201 times', () => {
    const asking = (times: number) =>
      checkFlow(
        sound({
          fields: { role: choice },
          steps: [...Array.from({ length: times }, (_, index): Step => ({ ...role, id: `q${index}` })), bye],
        }),
      ).map(({ code }) => code)
    expect(asking(200)).toEqual([])
    expect(asking(201)).toEqual(['too_many_transitions'])
  })
})

test('a hidden field is known without being asked, and cannot be asked', () => {
  const hidden: Flow['fields'] = { ...fields, plan: { kind: 'hidden', query: 'plan' }, lost: { kind: 'hidden' } }
  const steps: Step[] = [
    { id: 'q', kind: 'ask', field: 'plan', text: 'Plan?', next: [{ when: { fact: 'plan', is: 'pro' }, to: 'end' }] },
    { id: 'end', kind: 'end', outcome: 'done', text: 'Bye' },
  ]
  const found = checkFlow({ format: 1, id: 'f', name: 'F', locale: 'en', fields: hidden, steps })
  expect(found).toContainEqual(expect.objectContaining({ code: 'hidden_asked', pointer: '/steps/0/field' }))
  expect(found).toContainEqual(expect.objectContaining({ code: 'hidden_without_source', pointer: '/fields/lost' }))
  const unused = found.filter(({ code }) => code === 'unused_field').map(({ pointer }) => pointer)
  expect(unused).not.toContain('/fields/plan')
})

test('a slider without both ends cannot be published', () => {
  const open: Flow['fields'] = { seats: { kind: 'number', min: 1, show: 'slider' } }
  const steps: Step[] = [
    { id: 'q', kind: 'ask', field: 'seats', text: 'Seats?' },
    { id: 'end', kind: 'end', outcome: 'done', text: 'Bye' },
  ]
  const found = checkFlow({ format: 1, id: 'f', name: 'F', locale: 'en', fields: open, steps })
  expect(found).toContainEqual(expect.objectContaining({ code: 'slider_open', severity: 'error' }))
})

test('the facts a guard may read of the context are those that the player knows', () => {
  const known = Object.keys(contextFacts(CONTEXT)).filter(name => !/^(utm|variant)\./.test(name))
  expect([...CONTEXT_FACTS].sort()).toEqual(known.sort())
})

import fc from 'fast-check'
import type { SessionContext } from '#flows/api.ts'
import type { Condition } from '#flows/condition.ts'
import type { Answer, Field, Flow, Jump, Step } from '#flows/flow.ts'

/** The fields that every random flow has, and answers to them in the form they are stored in. */
export const FIELDS: Readonly<Record<string, Field>> = {
  colour: {
    kind: 'choice',
    options: [
      { id: 'red', label: 'Red' },
      { id: 'blue', label: 'Blue' },
      { id: 'green', label: 'Green' },
    ],
  },
  tools: {
    kind: 'multi_choice',
    options: [
      { id: 'erp', label: 'ERP' },
      { id: 'crm', label: 'CRM' },
      { id: 'wms', label: 'WMS' },
    ],
  },
  size: {
    kind: 'size',
    options: [
      { id: 'small', label: 'Up to 10', max: 10 },
      { id: 'middle', label: '11–500', min: 11, max: 500 },
      { id: 'large', label: 'More', min: 501 },
    ],
  },
  role: {
    kind: 'role',
    options: [
      { id: 'boss', label: 'Boss', level: 'executive' },
      { id: 'learner', label: 'Student', level: 'student' },
    ],
  },
  sites: { kind: 'number', min: 0, max: 100 },
  email: { kind: 'email', business: 'prefer' },
  news: { kind: 'consent', purpose: 'marketing', text: 'Send me news.' },
  begin: { kind: 'date', min: '2027-01-01' },
  stars: { kind: 'rating', max: 5 },
  who: { kind: 'name' },
}

export const ANSWERS: Readonly<Record<string, readonly Answer[]>> = {
  colour: ['red', 'blue', 'green'],
  tools: [['erp'], ['erp', 'wms'], ['crm']],
  size: ['small', 'middle', 'large'],
  role: ['boss', 'learner'],
  sites: [0, 3, 4, 100],
  email: ['ann@gmail.com', 'ann@acme.example', 'bo@eu.acme.example'],
  news: [true, false],
  begin: ['2027-01-01', '2028-07-15'],
  stars: [1, 4, 5],
  who: [
    ['Ann', 'Lee'],
    ['Bo', 'Roe'],
  ],
}

/** What every field refuses. */
export const REFUSED: readonly Answer[] = ['purple', 101, ['fax']]

export const CONTEXT: SessionContext = {
  page: { url: 'https://tallybarn.example/pricing', path: '/pricing' },
  utm: { source: 'news' },
  locale: 'en-US',
  device: 'mobile',
  surface: 'bubble',
  shape: 'chat',
  variants: { opener: 'b' },
  consent: 'unset',
}

const leaf: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { fact: 'colour', is: 'red' },
  { fact: 'colour', isNot: 'red' },
  { fact: 'colour', in: ['blue', 'green'] },
  { fact: 'tools', has: 'wms' },
  { fact: 'tools', known: true },
  { fact: 'size.min', gte: 11 },
  { fact: 'size.max', lt: 500 },
  { fact: 'size.max', unknown: true },
  { fact: 'role.level', is: 'student' },
  { fact: 'role', notIn: ['learner'] },
  { fact: 'sites', gt: 3 },
  { fact: 'sites', lte: 3 },
  { fact: 'email.free', is: true },
  { fact: 'email', domainIn: ['acme.example'] },
  { fact: 'news', is: false },
  { fact: 'news', unknown: true },
  { fact: 'begin.year', gte: 2028 },
  { fact: 'begin.month', is: 7 },
  { fact: 'stars', lt: 4 },
  { fact: 'who.family', is: 'Roe' },
  { fact: 'who', known: true },
  { fact: 'plan', is: 'pro' },
  { fact: 'email.disposable', is: false },
  { fact: 'device', is: 'mobile' },
  { fact: 'variant.opener', is: 'b' },
  { fact: 'page.path', glob: '/pr*' },
  { fact: 'utm.source', known: true },
)

const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>(tie => ({
  condition: fc.oneof(
    { weight: 5, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(tie('condition'), { maxLength: 3 }).map(all => ({ all })) },
    { weight: 1, arbitrary: fc.array(tie('condition'), { maxLength: 3 }).map(any => ({ any })) },
    { weight: 1, arbitrary: tie('condition').map(not => ({ not })) },
  ),
})).condition

interface Sketch {
  readonly kind: Step['kind']
  readonly field: string
  readonly optional: boolean
  readonly jumps: readonly { readonly when: Condition; readonly far: number }[]
  /** How far ahead `to`, the outcomes and the fallback lead; 0 leaves `to` out. */
  readonly far: readonly [number, number, number]
}

const sketch: fc.Arbitrary<Sketch> = fc.record({
  kind: fc.constantFrom<Step['kind']>('ask', 'ask', 'ask', 'ask', 'say', 'branch', 'decide', 'book', 'handoff', 'end'),
  field: fc.constantFrom(...Object.keys(FIELDS)),
  optional: fc.boolean(),
  jumps: fc.array(fc.record({ when: condition, far: fc.integer({ min: 1, max: 6 }) }), { maxLength: 3 }),
  far: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
})

/** Flows that lead forward and end: 2 to 13 steps of every kind, up to three jumps a step. */
export const randomFlow: fc.Arbitrary<Flow> = fc.array(sketch, { minLength: 1, maxLength: 12 }).map(sketches => ({
  format: 1,
  id: 'random',
  name: 'Random',
  locale: 'en',
  fields: { ...FIELDS, plan: { kind: 'hidden', query: 'plan' } },
  steps: [
    ...sketches.map((drawn, index) => toStep(drawn, index, sketches.length)),
    { id: `s${sketches.length}`, kind: 'end', outcome: 'done', text: 'Bye' },
  ],
}))

function toStep({ kind, field, optional, jumps, far }: Sketch, index: number, last: number): Step {
  const id = `s${index}`
  const ahead = (distance: number) => `s${Math.min(index + distance, last)}`
  const next: Jump[] = jumps.map(jump => ({ when: jump.when, to: ahead(jump.far) }))
  const passing = { id, next, ...(far[0] > 0 && { to: ahead(far[0]) }) }
  switch (kind) {
    case 'ask':
      return { ...passing, kind, field, text: `${field}?`, optional }
    case 'branch':
      return { ...passing, kind }
    case 'decide':
      return { id, kind, outcomes: { sales: ahead(far[1]), trial: ahead(far[0] + 1) }, fallback: ahead(far[2]) }
    case 'end':
      return { id, kind, outcome: 'done', text: 'Bye' }
    default:
      return { ...passing, kind, text: 'Words' }
  }
}

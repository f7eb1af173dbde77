import { expect, test } from 'vitest'
import type { Facts } from '#flows/condition.ts'
import { templates } from '#flows/templates/index.ts'
import type { ToldFact } from '#server/leads/lead-facts.ts'
import { fillSlots } from '#server/lifecycle/fill-slots.ts'
import { FRAMEWORK_IDS, FRAMEWORKS } from '#server/lifecycle/frameworks.ts'
import { DEFAULT_RULES, lifecycleRulesSchema } from '#server/lifecycle/lifecycle-rules.ts'

const ANSWERED: Facts = { need: 'many_sites', size: 's50_500', role: 'head', timeline: 'quarter', budget: 'b8_24k' }

function pricing() {
  const found = templates.find(({ id }) => id === 'pricing')
  if (!found) throw new Error('There is no pricing template.')
  return found.flow
}

function fill(
  framework: (typeof FRAMEWORK_IDS)[number],
  { answered = ANSWERED, told = [] as readonly ToldFact[] } = {},
) {
  const rules = { ...DEFAULT_RULES, framework, slots: FRAMEWORKS[framework].slots }
  return fillSlots({ rules, flow: pricing(), answered, told, names: new Map([['mira', 'Mira Holm']]) })
}

test.each(FRAMEWORK_IDS)('the framework %s can be saved', framework => {
  const rules = { ...DEFAULT_RULES, framework, slots: FRAMEWORKS[framework].slots }
  expect(lifecycleRulesSchema.safeParse(rules).success).toBe(true)
})

test.each([
  [
    'bant',
    { budget: '$8k–24k', authority: 'Head of a department', need: 'Many sites to count', timeline: 'This quarter' },
  ],
  ['champ', { challenges: 'Many sites to count', authority: 'Head of a department', money: '$8k–24k' }],
  ['anum', { urgency: 'This quarter', need: 'Many sites to count', money: '$8k–24k' }],
  ['gpctba_ci', { goals: 'Many sites to count', budget: '$8k–24k', timeline: 'This quarter' }],
] as const)('%s takes the visitor’s answers by kind and name of the question', (framework, expected) => {
  const { slots } = fill(framework)
  const words = Object.fromEntries(slots.map(slot => [slot.id, slot.words]))
  expect(words).toMatchObject(expected)
  for (const slot of slots)
    if (slot.value !== null) expect(slot.told).toEqual({ source: 'visitor', by: null, at: null })
})

test('what sales says wins over the CRM and the answer, and shows what the visitor said', () => {
  const crm = { fact: 'budget', value: 'under_3k', source: 'crm', actor: 'key', at: 1 } as const
  const sales = { fact: 'budget', value: 'b24k', source: 'sales', actor: 'mira', at: 2 } as const
  const [budget] = fill('bant', { told: [sales, crm] }).slots
  expect(budget).toMatchObject({
    value: 'b24k',
    told: { source: 'sales', by: 'Mira Holm', at: 2 },
    corrected: '$8k–24k',
  })
})

test('a file or a look-up fills what the visitor left open, and gives way to what they said', () => {
  const told = (['import', 'enrichment'] as const).map(source => {
    return { fact: 'budget', value: 'b24k', source, actor: 'system', at: 1 }
  })
  const [said] = fill('bant', { told }).slots
  expect(said).toMatchObject({ value: 'b8_24k', told: { source: 'visitor' }, corrected: null })
  const { budget: _budget, ...others } = ANSWERED
  const [open] = fill('bant', { told, answered: others }).slots
  expect(open).toMatchObject({ value: 'b24k', told: { source: 'import' } })
})

test('a slot without a question is asked as text and kept under its own name', () => {
  const { slots } = fill('gpctba_ci')
  const plans = slots.find(slot => slot.id === 'plans')
  expect(plans).toMatchObject({ fact: 'framework.plans', input: { kind: 'text' }, value: null })
  const told = [
    { fact: 'framework.plans', value: 'Tried a spreadsheet', source: 'sales', actor: 'mira', at: 2 } as const,
  ]
  expect(fill('gpctba_ci', { told }).slots.find(slot => slot.id === 'plans')?.words).toBe('Tried a spreadsheet')
})

test('optional slots and checks that the rules leave out are not missing', () => {
  expect(fill('gpctba_ci').missing).toEqual(['intent', 'means'])
  const rules = { ...DEFAULT_RULES, sql: { intent: false, means: true, automatic: true } }
  const { missing } = fillSlots({ rules, flow: pricing(), answered: {}, told: [], names: new Map() })
  expect(missing).toEqual(['budget', 'authority', 'need', 'timeline', 'means'])
})

import { expect, it } from 'vitest'
import { ApiError } from '#server/errors.ts'
import { loadLeadLifecycle } from '#server/lifecycle/lead-lifecycle.ts'
import { DEFAULT_RULES, type LifecycleRules, lifecycleRulesSchema } from '#server/lifecycle/lifecycle-rules.ts'
import { saveLifecycleRules } from '#server/lifecycle/load-rules.ts'
import { saveSlots } from '#server/lifecycle/save-slots.ts'
import { listTemplates } from '#server/publishing/find-template.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const MIRA = { id: 'user-mira', name: 'Mira Holm' }
const SITES = { kind: 'options', options: ['one', 'many'].map(id => ({ id, label: `${id} sites` })) } as const
const RULES: LifecycleRules = {
  ...DEFAULT_RULES,
  framework: 'own',
  slots: [
    { id: 'machines', label: 'Machines', ask: 'How many?', required: true, facts: [], answer: { kind: 'number' } },
    { id: 'certified', label: 'Certified', ask: '', required: false, facts: [], answer: { kind: 'yes_no' } },
    { id: 'sites', label: 'Sites', ask: '', required: false, facts: [], answer: SITES },
    { id: 'budget', label: 'Budget', ask: '', required: true, facts: [] },
  ],
}

describeOnBoth('a slot that no question fills', openTestStore => {
  it('takes what the team set for it, as facts that rules can read', async () => {
    const app = await openApp(await openTestStore())
    expect((await slotsOf(app)).map(({ input }) => input.kind)).toEqual(['number', 'options', 'options', 'options'])
    await save(app, { machines: 12, certified: 'yes', sites: 'many' })
    expect((await slotsOf(app)).map(({ value, words }) => [value, words]).slice(0, 3)).toEqual([
      [12, '12'],
      ['yes', 'Yes'],
      ['many', 'many sites'],
    ])
    const { store } = app.deps
    const facts = await store.db.selectFrom('lead_facts').select(['fact', 'value_json']).orderBy('fact').execute()
    expect(facts.map(({ fact, value_json }) => [fact, JSON.parse(value_json)])).toEqual([
      ['framework.certified', 'yes'],
      ['framework.machines', 12],
      ['framework.sites', 'many'],
    ])
  })

  it('refuses what is none of it', async () => {
    const app = await openApp(await openTestStore())
    for (const [slot, wrong] of Object.entries({ machines: 'plenty', certified: 'maybe', sites: 'three' })) {
      const refused = await save(app, { [slot]: wrong }).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(ApiError)
      expect(refused).toMatchObject({ code: 'invalid_body' })
    }
  })

  it('becomes a question in a conversation from the team’s own framework', async () => {
    const app = await openApp(await openTestStore())
    const own = (await listTemplates(app.deps.store.db, app.deps, app.workspaceId)).at(-1)
    const asked = own?.flow.steps.flatMap(step => (step.kind === 'ask' && step.slot ? [[step.slot, step.text]] : []))
    expect([own?.id, asked]).toEqual([
      'own',
      [
        ['machines', 'How many?'],
        ['certified', 'Certified?'],
        ['sites', 'Sites?'],
        ['budget', 'What may it cost a year?'],
      ],
    ])
    expect(own?.model.fit.map(rule => rule.id)).toEqual(
      expect.arrayContaining(['certified', 'sites', 'budget', 'size']),
    )
  })
})

it('a list of one, or with two of an id, is refused', () => {
  const [first, ...rest] = RULES.slots
  const withOptions = (...ids: string[]) => {
    const answer = { kind: 'options', options: ids.map(id => ({ id, label: id })) }
    return lifecycleRulesSchema.safeParse({ ...RULES, slots: [{ ...first, answer }, ...rest] }).success
  }
  expect([withOptions('a', 'b'), withOptions('a'), withOptions('a', 'a')]).toEqual([true, false, false])
})

async function openApp(store: Parameters<typeof createTestApp>[0]): Promise<TestApp> {
  const app = await createTestApp(store)
  await saveLifecycleRules(app.deps, { workspaceId: app.workspaceId, version: 0, rules: RULES, actor: MIRA })
  await startSession(app, { events: answered(HOT_ANSWERS) })
  return app
}

async function leadOf({ deps }: TestApp): Promise<string> {
  return (await deps.store.db.selectFrom('leads').select('id').executeTakeFirstOrThrow()).id
}

async function save(app: TestApp, slots: NonNullable<Parameters<typeof saveSlots>[1]['changes']['slots']>) {
  const { deps, workspaceId } = app
  await saveSlots(deps, { workspaceId, leadId: await leadOf(app), actor: MIRA, changes: { slots } })
}

async function slotsOf(app: TestApp) {
  const { deps, workspaceId } = app
  const lifecycle = await loadLeadLifecycle(deps.store.db, deps, { workspaceId, leadId: await leadOf(app) })
  return lifecycle?.framework?.slots ?? []
}

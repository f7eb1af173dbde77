import { expect, it } from 'vitest'
import { loadFlowDetail } from '#server/publishing/flow-detail.ts'
import { publish } from '#server/publishing/publish.ts'
import { saveDraft } from '#server/publishing/save-draft.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, newSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const PROXY = '10.0.0.7'
const CONFIG = { trustedProxies: ['10.0.0.0/8'] }

describeOnBoth('the country a conversation comes from', openTestStore => {
  it('is believed from a trusted proxy, counts at the first judging, and the address is kept nowhere', async () => {
    const app = await createTestApp(await openTestStore(), { config: CONFIG })
    await withCountryRules(app)
    expect(await begin(app, { 'cf-ipcountry': 'gb' }, PROXY)).toBe(201)
    const lead = await leadOf(app)
    expect(lead).toMatchObject({ owner_id: 'ben', fit: 74 })
    expect(JSON.parse(lead.facts_json)).toMatchObject({ 'visit.country': 'GB' })
    const { context_json } = await app.deps.store.db
      .selectFrom('sessions')
      .select('context_json')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(context_json)).toMatchObject({ country: 'GB' })
    expect(context_json).not.toContain(PROXY)
    const entry = await app.deps.store.db
      .selectFrom('ledger_entries')
      .selectAll()
      .where('rule_id', '=', 'from_uk')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(entry.evidence_json)).toMatchObject({ country: 'GB', 'country.from': 'visit' })
  })

  it('is not believed from anybody else', async () => {
    const app = await createTestApp(await openTestStore(), { config: CONFIG })
    await withCountryRules(app)
    await begin(app, { 'cf-ipcountry': 'GB' }, '203.0.113.9')
    const lead = await leadOf(app)
    expect(lead).toMatchObject({ fit: 67 })
    expect(lead.facts_json).not.toContain('visit.country')
  })
})

/** Seven points for the United Kingdom, written as people do, and a person for it. */
async function withCountryRules(app: TestApp): Promise<void> {
  const key = { workspaceId: app.workspaceId, flowId: app.flowId }
  const { version, flow, model, routing, placement } = await loadFlowDetail(app.deps.store.db, key)
  const draft = {
    flow,
    placement,
    model: {
      ...model,
      fit: [
        ...model.fit,
        {
          id: 'from_uk',
          kind: 'when' as const,
          when: { fact: 'country', is: 'United Kingdom' },
          points: 7,
          reason: 'In the United Kingdom',
        },
      ],
    },
    routing: {
      ...routing,
      people: [...routing.people, { id: 'ben', name: 'Ben', email: 'ben@tallybarn.example' }],
      rules: [
        {
          id: 'uk',
          name: 'United Kingdom',
          when: { fact: 'country', in: ['UK', 'Ireland'] },
          outcome: 'sales',
          assign: { person: 'ben' },
        },
        ...routing.rules,
      ],
    },
  }
  const saved = await saveDraft(app.deps, { ...key, version, draft })
  await publish(app.deps, { ...key, version: saved.version, by: 'system' })
}

async function begin(app: TestApp, headers: Record<string, string>, address: string): Promise<number> {
  const release = (await app.deps.store.db.selectFrom('flows').select('live_release_id').executeTakeFirstOrThrow())
    .live_release_id
  const json = { ...newSession(app, { events: answered(HOT_ANSWERS) }), release }
  return (await app.request('/v1/sessions', { json, headers, address })).status
}

async function leadOf({ deps }: TestApp) {
  return await deps.store.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
}

import { expect, it } from 'vitest'
import type { Field, Flow, Step } from '#flows/flow.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { publish } from '#server/publishing/publish.ts'
import { createTestApp, type TestApp, templateFlow } from '#tests/support/app.ts'
import {
  addDestination,
  answered,
  CONTEXT,
  HOT_ANSWERS,
  newSession,
  startSession,
} from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const { q_contact: agrees, ...BEFORE_CONTACT } = HOT_ANSWERS

describeOnBoth('answers of every kind', openTestStore => {
  it('reach the lead card: both names, what was known without asking, and each yes word for word', async () => {
    const test = await asking(await createTestApp(await openTestStore()), {
      name: { kind: 'name' },
      plan: { kind: 'hidden', query: 'plan', values: ['team', 'scale'] },
      ref: { kind: 'hidden', query: 'ref' },
      news_ok: { kind: 'consent', purpose: 'marketing', text: 'Yes, {{name.first}} wants the monthly letter.' },
    })
    await addDestination(test)
    await startSession(test, {
      context: { ...CONTEXT, hidden: { plan: 'scale', ref: '<script>', size: 's1001' } },
      events: answered({ ...BEFORE_CONTACT, q_name: ['Ida', 'Falk'], q_news_ok: true, q_contact: agrees ?? true }),
    })

    const card = await cardOf(test)
    expect(card.contact.name).toBe('Ida Falk')
    const known = card.answers.filter(({ field }) => ['name', 'plan', 'ref', 'news_ok'].includes(field))
    expect(known).toMatchObject([
      { field: 'name', answer: 'Ida Falk', value: ['Ida', 'Falk'] },
      { field: 'news_ok', answer: 'Yes', agreed: 'Yes, Ida wants the monthly letter.' },
      { field: 'plan', question: 'Plan', answer: 'scale' },
    ])
    const { payload_json } = await test.deps.store.db
      .selectFrom('deliveries')
      .select('payload_json')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(payload_json)).toMatchObject({ lead: { givenName: 'Ida', familyName: 'Falk' } })
  })

  it('keep the words that were typed beside the answer they were confirmed to mean', async () => {
    const test = await createTestApp(await openTestStore())
    const events = answered(HOT_ANSWERS).map(event =>
      event.type === 'answered' && event.step === 'q_size' ? { ...event, raw: 'around 120 people' } : event,
    )
    await startSession(test, { events })
    const { timeline } = await cardOf(test)
    expect(timeline).toContainEqual(expect.objectContaining({ answer: '50–500', typed: 'around 120 people' }))
  })

  it('are kept without card numbers, whatever was sent', async () => {
    const test = await asking(await createTestApp(await openTestStore()), {
      note: { kind: 'text', about: 'message', long: true },
    })
    const events = answered({ ...BEFORE_CONTACT, q_note: 'Charge 4111 1111 1111 1111, please', q_contact: true })
    await startSession(test, { events })
    const { db } = test.deps.store
    const rows = [
      await db.selectFrom('session_events').selectAll().execute(),
      await db.selectFrom('leads').selectAll().execute(),
    ]
    expect(JSON.stringify(rows)).toContain('Charge •••• 1111, please')
    expect(JSON.stringify(rows)).not.toContain('4111')
  })

  it('are refused by the server as by the widget: an address that is blocked, a throw-away mailbox', async () => {
    const test = await asking(await createTestApp(await openTestStore()), {
      email: { kind: 'email', business: 'prefer', block: ['rival.example'], disposable: 'refuse' },
    })
    for (const address of ['ida@rival.example', 'ida@eu.rival.example', 'ida@mailinator.com']) {
      const response = await test.request('/v1/sessions', {
        method: 'POST',
        body: JSON.stringify(newSession(test, { events: answered({ ...BEFORE_CONTACT, q_email: address }) })),
      })
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([422, 'answer_invalid'])
    }
  })
})

async function cardOf({ deps, workspaceId }: TestApp) {
  const { id } = await deps.store.db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
  const card = await loadLeadCard(deps.store.db, workspaceId, id, deps.now())
  if (!card) throw new Error('The lead has no card.')
  return card
}

/** Publishes the pricing flow with these fields: in the place of its own, hidden, or asked for before the consent. */
async function asking(test: TestApp, fields: Readonly<Record<string, Field>>): Promise<TestApp> {
  const { translations: _, ...template } = templateFlow('pricing')
  const added = Object.keys(fields).filter(id => !(id in template.fields) && fields[id]?.kind !== 'hidden')
  const asks = added.map((field): Step => ({ id: `q_${field}`, kind: 'ask', field, text: `${field}?`, optional: true }))
  const at = template.steps.findIndex(({ id }) => id === 'q_contact')
  const steps = [...template.steps.slice(0, at), ...asks, ...template.steps.slice(at)]
  const flow: Flow = { ...template, fields: { ...template.fields, ...fields }, steps }
  const { db } = test.deps.store
  await db
    .updateTable('flows')
    .set({ draft_flow_json: JSON.stringify(flow) })
    .execute()
  const { draft_version: version } = await db.selectFrom('flows').select('draft_version').executeTakeFirstOrThrow()
  const { deps, workspaceId, flowId } = test
  return { ...test, release: await publish(deps, { workspaceId, flowId, version, by: 'system' }) }
}

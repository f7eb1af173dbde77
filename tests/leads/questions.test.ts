import { expect, it } from 'vitest'
import type { SessionEventBody } from '#flows/api.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { createTestApp, templateFlow } from '#tests/support/app.ts'
import { addDestination, appendTo, HOT_ANSWERS, numbered, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { publishFlow } from './contact-first.ts'

const SNIPPETS = [{ id: 'sso', questions: ['SSO'], text: 'Yes, on **Enterprise**.' }]
const answers = Object.entries(HOT_ANSWERS).map(
  ([step, value]): SessionEventBody => ({ type: 'answered', step, value }),
)

describeOnBoth('what a visitor asked (R14)', openTestStore => {
  it('stands on the card and in the webhook, those promised to a person first', async () => {
    const flow = { ...templateFlow('pricing'), snippets: SNIPPETS }
    const test = await publishFlow(await createTestApp(await openTestStore()), flow)
    await addDestination(test)
    const [first, ...others] = answers
    if (!first) throw new Error('There are no answers.')
    await startSession(test, {
      events: numbered([
        { type: 'asked', step: 'q_need', text: 'SSO?', snippet: 'sso' },
        first,
        { type: 'asked', step: 'q_size', text: 'Does it work with SAP?' },
        ...others,
      ]),
    })
    const { db } = test.deps.store
    const lead = await db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
    expect(lead.open_questions).toBe(1)
    const card = await loadLeadCard(db, test.workspaceId, lead.id, test.clock.now())
    expect(card?.questions.map(({ text, reply }) => [text, reply])).toEqual([
      ['Does it work with SAP?', null],
      ['SSO?', 'Yes, on Enterprise.'],
    ])
    expect(card?.timeline.filter(({ kind }) => kind === 'asked')).toMatchObject([
      { text: 'SSO?', promised: false },
      { text: 'Does it work with SAP?', promised: true },
    ])
    const { payload_json } = await db.selectFrom('deliveries').select('payload_json').executeTakeFirstOrThrow()
    expect(payload_json).toContain('Does it work with SAP?')
  })

  it('makes no lead and counts as no answer by itself', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: numbered([{ type: 'asked', step: 'q_need', text: 'Who are you?' }]) })
    const session = await test.deps.store.db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow()
    expect(session).toMatchObject({ started: 0, completed: 0, lead_id: null })
  })

  it('is kept by its number: sent again it counts once', async () => {
    const test = await createTestApp(await openTestStore())
    const events = numbered([{ type: 'asked', step: 'q_need', text: 'Who are you?' }])
    const session = await startSession(test, { events })
    expect((await appendTo(test, session, events)).status).toBe(200)
    expect(await test.deps.store.db.selectFrom('session_events').selectAll().execute()).toHaveLength(1)
  })
})

import { expect, it } from 'vitest'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { loadLeadFacts } from '#server/leads/lead-facts.ts'
import { createTestApp, START } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { eventSender, onlyLead } from './events.ts'

describeOnBoth('mail that comes back', openTestStore => {
  it('flags the lead, unless the mailbox was only full or away', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const send = await eventSender(test)
    const { id, score } = await onlyLead(test)
    const bounced = (key: string, kind: string) => ({
      ...{ id: key, type: 'email_bounced', email: HOT_ANSWERS.q_email, at: START, properties: { kind } },
    })
    const facts = () => loadLeadFacts(test.deps.store.db, test.workspaceId, id)
    await send([bounced('a', 'Soft bounce: mailbox full')])
    expect(await facts()).toEqual({})
    await send([bounced('b', 'hard')])
    expect(await facts()).toEqual({ 'email.bounced': true })
    expect(await onlyLead(test)).toMatchObject({ score })
    const card = await loadLeadCard(test.deps.store.db, test.workspaceId, id, test.deps.now())
    expect(JSON.stringify(card)).toContain('Mail to the address comes back')
  })
})

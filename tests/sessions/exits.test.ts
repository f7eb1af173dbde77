import { expect, it } from 'vitest'
import { createTestApp } from '#tests/support/app.ts'
import { addDestination, answered, countRows, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('who came for something else (R15)', openTestStore => {
  it.each([
    ['a customer', { q_need: 'customer' }, 'end_support'],
    ['a vendor', { q_need: 'elsewhere', q_elsewhere: 'vendor' }, 'end_vendor'],
    ['an applicant', { q_need: 'elsewhere', q_elsewhere: 'applicant' }, 'end_applicant'],
    ['anybody else', { q_need: 'elsewhere', q_elsewhere: 'other' }, 'end_exit'],
  ])('%s has an end of their own, is no lead and no conversion', async (_, answers, end) => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    await startSession(test, { events: answered(answers) })
    const session = await test.deps.store.db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow()
    expect(session).toMatchObject({ status: 'completed', step: end, completed: 0, qualified: 0, lead_id: null })
    expect(await countRows(test)).not.toHaveProperty('leads')
  })
})

import { expect, it } from 'vitest'
import type { CardConsent } from '#server/http/api-type.ts'
import { createTestApp, type TestApp, templateFlow } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const { q_contact: _, ...BEFORE_CONSENT } = HOT_ANSWERS
const german = templateFlow('pricing').translations?.de?.['fields.contact_ok.text']?.text ?? ''

describeOnBoth('a visitor who changes the language midway', openTestStore => {
  it('has agreed to the words in the language they had chosen by then', async () => {
    const test = await createTestApp(await openTestStore())
    const events = answered(BEFORE_CONSENT)
    const switched = { seq: events.length + 1, at: test.clock.now(), type: 'switched', locale: 'de' } as const
    const session = await startSession(test, {
      events: [...events, switched, ...answered({ q_contact: true }, events.length + 2)],
    })
    expect(session.acknowledged).toBe(events.length + 2)
    const consent = await consentOf(test)
    expect(consent.locale).toBe('de')
    expect(consent.text).toBe(german)
  })

  it('has agreed to the words of before when they change it afterwards', async () => {
    const test = await createTestApp(await openTestStore())
    const events = answered(HOT_ANSWERS)
    const switched = { seq: events.length + 1, at: test.clock.now(), type: 'switched', locale: 'de' } as const
    await startSession(test, { events: [...events, switched] })
    const consent = await consentOf(test)
    expect(consent.locale).toBe('en')
    expect(consent.text).not.toBe(german)
  })
})

async function consentOf({ deps }: TestApp): Promise<CardConsent> {
  const { consent_json } = await deps.store.db.selectFrom('leads').select('consent_json').executeTakeFirstOrThrow()
  return JSON.parse(consent_json ?? 'null')
}

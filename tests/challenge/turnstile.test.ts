import { expect, it } from 'vitest'
import { loadChallenge, saveChallenge } from '#server/challenge/challenge-setting.ts'
import { verifyTurnstile } from '#server/challenge/verify-turnstile.ts'
import { createEgress } from '#server/delivery/egress.ts'
import type { Store } from '#server/store/open-store.ts'
import { answerStatus } from '#tests/delivery/sink.ts'
import { createTestApp } from '#tests/support/app.ts'
import {
  addDestination,
  answered,
  appendTo,
  countRows,
  HOT_ANSWERS,
  numbered,
  startSession,
} from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { openFakeTurnstile, SECRET } from './fake-turnstile.ts'

async function setUp(store: Store, mode: 'suspects' | 'always' | 'off' = 'suspects') {
  const cloudflare = await openFakeTurnstile()
  const test = await createTestApp(store, {
    config: { turnstileUrl: cloudflare.sink.url },
    deps: { egress: createEgress({ allow: [cloudflare.sink.host] }) },
  })
  await addDestination(test)
  await saveChallenge(test.deps, test.workspaceId, { mode, siteKey: '0x4AAAAAAAB', secret: SECRET })
  const pass = async ({ session, token }: { session: string; token: string }, answer: string) => {
    const response = await test.request(`/v1/sessions/${session}/challenge`, { token, json: { answer } })
    return await response.json()
  }
  const quarantine = async () =>
    (await test.deps.store.db.selectFrom('sessions').select('quarantine').executeTakeFirstOrThrow()).quarantine
  return { test, cloudflare, pass, quarantine }
}

describeOnBoth('Turnstile', openTestStore => {
  it('is asked of suspects only, and lets out whoever passes: scored, routed and delivered', async () => {
    const { test, cloudflare, pass, quarantine } = await setUp(await openTestStore())
    expect(await startSession(test)).not.toHaveProperty('challenge')
    const suspect = await startSession(test, { events: answered(HOT_ANSWERS), website: 'x' })
    expect(suspect.challenge).toEqual({ provider: 'turnstile', siteKey: '0x4AAAAAAAB' })
    expect(await countRows(test)).not.toHaveProperty('deliveries')

    expect(await pass(suspect, cloudflare.give({ session: suspect.session }))).toEqual({ passed: true })

    expect(await quarantine()).toBeNull()
    const leads = await test.deps.store.db.selectFrom('leads').select(['outcome', 'owner_id']).execute()
    expect(leads).toEqual([{ outcome: 'sales', owner_id: 'owner' }])
    expect(await countRows(test)).toHaveProperty('deliveries', 1)
    expect(cloudflare.sink.received[0]?.body).toBe(
      JSON.stringify({ secret: SECRET, response: `0.${suspect.session}.0` }),
    )
  })

  it('asked of everybody holds each conversation back until it is passed, and loses none', async () => {
    const { test, cloudflare, pass, quarantine } = await setUp(await openTestStore(), 'always')
    const { q_contact: _agreed, ...rest } = HOT_ANSWERS
    const visitor = await startSession(test, { events: answered(rest) })
    expect(await quarantine()).toBe('unverified')
    expect(await pass(visitor, cloudflare.give({ session: visitor.session }))).toEqual({ passed: true })

    const last = await appendTo(test, visitor, numbered([{ type: 'answered', step: 'q_contact', value: true }], 8))
    expect(await last.json()).toMatchObject({ decisions: [{ outcome: 'sales' }] })

    await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: 'nobody@passed.example' }) })
    expect(await countRows(test)).toMatchObject({ leads: 2, deliveries: 1 })
  })

  it('takes no answer that was made up, used before, or given for another session, page or purpose', async () => {
    const { test, cloudflare, pass, quarantine } = await setUp(await openTestStore())
    const suspect = await startSession(test, { events: answered(HOT_ANSWERS), dwell: 5 })
    const { session } = suspect
    const answers = [
      'made up',
      cloudflare.give({ session: 'another' }),
      cloudflare.give({ session, hostname: 'evil.example' }),
      cloudflare.give({ session, action: 'login' }),
    ]
    for (const answer of answers) expect(await pass(suspect, answer)).toEqual({ passed: false })
    expect(await quarantine()).toBe('too_fast')
    const good = cloudflare.give({ session })
    expect(await pass(suspect, good)).toEqual({ passed: true })
    const other = await startSession(test, { events: answered(HOT_ANSWERS), dwell: 5 })
    expect(await pass(other, good)).toEqual({ passed: false })
  })

  it.each([
    ['fails', answerStatus(500)],
    ['talks nonsense', answerStatus(200, {}, '<html>')],
    ['sends elsewhere', answerStatus(302, { location: 'http://169.254.169.254/' })],
  ])('keeps the lead, held back, when Cloudflare %s', async (_, answer) => {
    const { test, cloudflare, pass, quarantine } = await setUp(await openTestStore())
    cloudflare.sink.answerWith(answer)
    const suspect = await startSession(test, { events: answered(HOT_ANSWERS), dwell: 5 })
    expect(await pass(suspect, 'any')).toEqual({ passed: false })
    expect(await quarantine()).toBe('too_fast')
    expect(await countRows(test)).toHaveProperty('leads', 1)
  })

  it('reaches no address that the egress guard refuses', async () => {
    const { test, cloudflare, pass } = await setUp(await openTestStore())
    const guarded = { ...test.deps, egress: createEgress({ allow: [] }) }
    const suspect = await startSession(test, { events: answered(HOT_ANSWERS), dwell: 5 })
    const answer = cloudflare.give({ session: suspect.session })
    const asked = { secret: SECRET, answer, session: suspect.session, hosts: ['www.tallybarn.example'] }
    expect(await verifyTurnstile(guarded, asked)).toBe(false)
    expect(cloudflare.sink.received).toEqual([])
    expect(await pass(suspect, answer)).toEqual({ passed: true })
  })

  it('keeps its secret to itself, and is not switched on without both keys', async () => {
    const { test } = await setUp(await openTestStore())
    const { db } = test.deps.store
    expect(await loadChallenge(db, test.workspaceId)).toEqual({
      mode: 'suspects',
      siteKey: '0x4AAAAAAAB',
      hasSecret: true,
    })
    const { challenge_sealed: sealed } = await db
      .selectFrom('sites')
      .select('challenge_sealed')
      .executeTakeFirstOrThrow()
    expect(sealed).not.toContain(SECRET)
    await saveChallenge(test.deps, test.workspaceId, { mode: 'off', siteKey: '' })
    expect(await loadChallenge(db, test.workspaceId)).toMatchObject({ mode: 'off', hasSecret: false })
    await expect(saveChallenge(test.deps, test.workspaceId, { mode: 'always', siteKey: 'key' })).rejects.toMatchObject({
      code: 'invalid_body',
    })
  })
})

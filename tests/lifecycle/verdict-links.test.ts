import { expect, it, test } from 'vitest'
import { createVerdictLinks } from '#server/lifecycle/verdict-links.ts'
import { createVerdictToken, readVerdictToken, VERDICT_LINK_MS } from '#server/lifecycle/verdict-token.ts'
import { createTestApp, START, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const GRANT = { workspaceId: 'w', leadId: 'l', verdict: 'accept', owner: 'Anna Keller', expiresAt: 1 } as const

test('a token holds what was signed, and nothing that was changed or signed elsewhere', () => {
  const token = createVerdictToken('secret', GRANT)
  expect(readVerdictToken('secret', token)).toEqual(GRANT)
  expect(readVerdictToken('another', token)).toBeNull()
  const [, signature] = token.split('.')
  const forged = Buffer.from(JSON.stringify(['w', 'l', 'reject', '', 1])).toString('base64url')
  for (const bad of [`${forged}.${signature}`, forged, '', '.', `${token}.x`.slice(0, -4)])
    expect(readVerdictToken('secret', bad)).toBeNull()
})

describeOnBoth('a link of an alert', openTestStore => {
  it('changes nothing when it is opened, and accepts once it is pressed', async () => {
    const app = await createTestApp(await openTestStore())
    const { accept } = await linksOf(app)
    const page = await app.app.request(accept)
    expect(page.status).toBe(200)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(await page.text()).toContain('Accept Ida Falk?')
    expect(await stageOf(app)).toBe('mql')

    const pressed = await press(app, accept)
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, expect.stringContaining('done=yes')])
    expect(await stageOf(app)).toBe('sal')
    const row = await app.deps.store.db
      .selectFrom('lead_events')
      .select('body_json')
      .where('type', '=', 'accepted')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(row.body_json)).toMatchObject({ by: expect.stringContaining('by mail') })
  })

  it('acts once, and not once it has expired', async () => {
    const app = await createTestApp(await openTestStore())
    const { accept, reject } = await linksOf(app)
    await press(app, accept)
    expect((await press(app, accept)).status).toBe(410)
    app.clock.pass(VERDICT_LINK_MS)
    expect((await press(app, reject, { reason: 'no_need' })).status).toBe(410)
    expect((await app.app.request(reject)).status).toBe(410)
    expect(await stageOf(app)).toBe('sal')
  })

  it('rejects with a reason of the list, on hold where that is wanted', async () => {
    const app = await createTestApp(await openTestStore())
    const { reject } = await linksOf(app)
    expect((await press(app, reject, { reason: 'because' })).status).toBe(422)
    expect((await press(app, reject, { reason: 'budget_later', hold: 'yes', note: 'Spring' })).status).toBe(303)
    expect(await stageOf(app)).toBe('hold')
  })

  it('of another lead or a made-up one leads nowhere', async () => {
    const app = await createTestApp(await openTestStore())
    await linksOf(app)
    expect((await app.app.request('/verdict/nonsense')).status).toBe(404)
    const { accept } = links(app, 'another-lead')
    expect((await press(app, accept)).status).toBe(404)
  })
})

async function linksOf(app: TestApp) {
  await startSession(app, { events: answered(HOT_ANSWERS) })
  const { id } = await app.deps.store.db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
  return links(app, id)
}

function links({ deps, workspaceId }: TestApp, leadId: string) {
  const payload = { lead: { id: leadId, owner: { name: 'Anna Keller', email: 'anna@tallybarn.example' } } }
  const made = createVerdictLinks(deps.config)({ workspaceId, payload, at: START })
  if (!made) throw new Error('The payload names a lead.')
  return made
}

async function press({ app }: TestApp, link: string, form: Readonly<Record<string, string>> = {}): Promise<Response> {
  const body = new URLSearchParams(form).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) }
  return await app.request(link, { method: 'POST', body, headers })
}

async function stageOf({ deps }: TestApp): Promise<string> {
  return (await deps.store.db.selectFrom('leads').select('stage').executeTakeFirstOrThrow()).stage
}

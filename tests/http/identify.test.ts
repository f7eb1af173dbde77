import { createHmac } from 'node:crypto'
import { expect, it, test } from 'vitest'
import type { CreateSessionResponse, IdentifyResponse } from '#flows/api.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { identitySecret, readIdentity } from '#server/sessions/identity-token.ts'
import { createTestApp, START, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const SECRET = 'the secret of one site'
const SOON = START / 1000 + 600
const CLAIMS = { sub: 'u_812', exp: SOON, email: 'Ann@Pellgate.example', name: 'Ann Keller', company: 'Pellgate' }

function sign(claims: unknown, secret = SECRET, header: unknown = { alg: 'HS256', typ: 'JWT' }): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = `${encode(header)}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

test('a token says who the visitor is', () => {
  expect(readIdentity(sign({ ...CLAIMS, plan: 'gold' }), SECRET, START)).toEqual({
    ok: true,
    identity: { subject: 'u_812', email: 'ann@pellgate.example', name: 'Ann Keller', company: 'Pellgate' },
  })
})

test('the token of RFC 7515, appendix A.1, has the signature that its key gives', () => {
  const key = Buffer.from(
    'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
    'base64url',
  )
  const head = 'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9'
  const body = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ'
  const made = createHmac('sha256', key).update(`${head}.${body}`).digest('base64url')
  expect(made).toBe('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')
})

const head = sign(CLAIMS).split('.')[0]

test.each([
  ['of another key', sign(CLAIMS, 'another'), 'bad_signature'],
  ['without a signature', sign(CLAIMS).replace(/\.[^.]*$/, '.'), 'malformed'],
  ['that says it needs none', sign(CLAIMS, SECRET, { alg: 'none' }), 'bad_algorithm'],
  ['that asks for another algorithm', sign(CLAIMS, SECRET, { alg: 'RS256' }), 'bad_algorithm'],
  ['that asks for what we do not know', sign(CLAIMS, SECRET, { alg: 'HS256', crit: ['b64'] }), 'bad_algorithm'],
  ['that is over', sign({ ...CLAIMS, exp: START / 1000 - 61 }), 'expired'],
  ['that has not begun', sign({ ...CLAIMS, nbf: SOON }), 'not_yet_valid'],
  ['without an end', sign({ sub: 'u_812' }), 'bad_claims'],
  ['of nobody', sign({ exp: SOON }), 'bad_claims'],
  ['with a name that is no text', sign({ ...CLAIMS, name: { first: 'Ann' } }), 'bad_claims'],
  ['with a line break in the name', sign({ ...CLAIMS, name: 'Ann\nBcc: evil' }), 'bad_claims'],
  ['that is no token', 'ann@pellgate.example', 'malformed'],
  ['with a fourth part', `${sign(CLAIMS)}.x`, 'malformed'],
  ['with a body that is no JSON', `${head}.eA.eA`, 'bad_signature'],
])('a token %s is not taken', (_what, token, problem) => {
  expect(readIdentity(token, SECRET, START)).toEqual({ ok: false, problem })
})

test('of 500 tokens with one byte changed none is taken', () => {
  const token = sign(CLAIMS)
  const taken = Array.from({ length: 500 }, (_, index) => {
    const place = (index * 37) % token.length
    const swapped = token[place] === 'A' ? 'B' : 'A'
    const changed = token.slice(0, place) + swapped + token.slice(place + 1)
    // The last letter of base64url carries bits that no byte takes up.
    const same = Buffer.from(changed.split('.')[2] ?? '', 'base64url').equals(
      Buffer.from(token.split('.')[2] ?? '', 'base64url'),
    )
    return readIdentity(changed, SECRET, START).ok && !(same && place === token.length - 1)
  })
  expect(taken).not.toContain(true)
})

test('each site has a secret of its own', () => {
  const of = (workspaceId: string, siteId: string) => identitySecret('server', { workspaceId, siteId })
  expect(
    new Set([
      of('w1', 's1'),
      of('w1', 's2'),
      of('w2', 's1'),
      identitySecret('other', { workspaceId: 'w1', siteId: 's1' }),
    ]).size,
  ).toBe(4)
  expect(of('w1', 's1')).toBe(of('w1', 's1'))
})

describeOnBoth('identify', openTestStore => {
  const begin = (test: TestApp) => startSession(test, { events: answered(HOT_ANSWERS) })
  const identify = async (test: TestApp, { session, token }: CreateSessionResponse, identity: string) => {
    const response = await test.request('/v1/identify', { json: { session, token, identity } })
    return (await response.json()) as IdentifyResponse
  }
  const secretOf = ({ deps, workspaceId, site }: TestApp) =>
    identitySecret(deps.config.secret, { workspaceId, siteId: site.id })
  const timeline = async ({ deps, workspaceId }: TestApp) => {
    const lead = await deps.store.db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
    return (await loadLeadCard(deps.store.db, workspaceId, lead.id, deps.now()))?.timeline
  }

  it('a token that holds stands on the lead card', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await begin(test)
    expect(await identify(test, session, sign(CLAIMS, secretOf(test)))).toEqual({ identified: true })
    expect(await timeline(test)).toContainEqual(
      expect.objectContaining({ kind: 'identified', subject: 'u_812', email: 'ann@pellgate.example' }),
    )
  })

  it('a token of another site changes nothing, is told to the page and marked for people', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await begin(test)
    const before = await test.deps.store.db.selectFrom('leads').selectAll().execute()
    const foreign = identitySecret(test.deps.config.secret, { workspaceId: test.workspaceId, siteId: 'another' })
    expect(await identify(test, session, sign(CLAIMS, foreign))).toEqual({
      identified: false,
      problem: 'bad_signature',
    })
    const kinds = (await timeline(test))?.map(({ kind }) => kind)
    expect(kinds).toContain('identity_refused')
    expect(kinds).not.toContain('identified')
    expect(await test.deps.store.db.selectFrom('leads').selectAll().execute()).toEqual(before)
  })

  it('only the session’s own token may say who its visitor is', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await begin(test)
    const json = { session: session.session, token: 'x'.repeat(43), identity: sign(CLAIMS, secretOf(test)) }
    expect((await test.request('/v1/identify', { json })).status).toBe(401)
  })

  it('what is no request is refused', async () => {
    const test = await createTestApp(await openTestStore())
    const { session, token } = await begin(test)
    for (const identity of [undefined, '', 7, 'x'.repeat(5000)]) {
      const response = await test.request('/v1/identify', { json: { session, token, identity } })
      expect(response.status).toBe(422)
    }
  })
})

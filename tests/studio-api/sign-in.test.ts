import { expect, test } from 'vitest'
import { createOwner, createSetupLink } from '#server/auth/setup-link.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { codeOf, PASSWORD, setUpStudio } from './setup.ts'

const ADA = { name: 'Ada Holm', email: 'Ada@Tallybarn.example', password: PASSWORD }

function tokenOf(link: string | null): string {
  return new URL(link ?? '').hash.replace('#token=', '')
}

describeOnBoth('first run', openTestStore => {
  test('the link makes the owner, names the workspace and signs in', async () => {
    const studio = await setUpStudio(await openTestStore())
    const link = await createSetupLink(studio.deps)
    const client = studio.stranger()

    expect(link).toMatch(/^http:\/\/localhost:4000\/studio\/setup#token=/)
    expect(await (await client.get('/setup')).json()).toEqual({ open: true })
    const made = await client.post('/setup', { token: tokenOf(link), ...ADA, workspace: 'Tallybarn' })
    expect(made.status).toBe(201)

    expect(await (await client.get('/me')).json()).toMatchObject({
      user: { name: 'Ada Holm', email: 'ada@tallybarn.example' },
      workspace: { id: studio.workspaceId, name: 'Tallybarn' },
      role: 'owner',
    })
    expect(await (await client.get('/setup')).json()).toEqual({ open: false })
  })

  test('a link works once, and no other link works after it', async () => {
    const studio = await setUpStudio(await openTestStore())
    const [first, second] = [await createSetupLink(studio.deps), await createSetupLink(studio.deps)]
    const request = { ...ADA, workspace: 'Tallybarn' }

    expect((await studio.stranger().post('/setup', { token: tokenOf(first), ...request })).status).toBe(201)

    for (const link of [first, second]) {
      const again = await studio.stranger().post('/setup', { token: tokenOf(link), ...request, email: 'b@b.example' })
      expect([again.status, await codeOf(again)]).toEqual([401, 'invalid_token'])
    }
    expect(await createSetupLink(studio.deps)).toBeNull()
  })

  test('of many uses at the same moment one makes an owner', async () => {
    const studio = await setUpStudio(await openTestStore())
    const token = tokenOf(await createSetupLink(studio.deps))

    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        studio.stranger().post('/setup', { ...ADA, token, email: `p${index}@tallybarn.example`, workspace: 'T' }),
      ),
    )

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401])
  })

  test('the token is not in the database', async () => {
    const store = await openTestStore()
    const studio = await setUpStudio(store)
    const token = tokenOf(await createSetupLink(studio.deps))

    const rows = await store.db
      .withTables<{ auth_setup_links: { token_hash: string } }>()
      .selectFrom('auth_setup_links')
      .selectAll()
      .execute()

    expect(JSON.stringify(rows)).not.toContain(token)
    expect(rows).toHaveLength(1)
  })

  test('a made-up token, a short password and a role in the body are refused', async () => {
    const studio = await setUpStudio(await openTestStore())
    const token = tokenOf(await createSetupLink(studio.deps))
    const request = { ...ADA, token, workspace: 'Tallybarn' }

    const madeUp = await studio.stranger().post('/setup', { ...request, token: 'x'.repeat(43) })
    expect([madeUp.status, await codeOf(madeUp)]).toEqual([401, 'invalid_token'])
    for (const body of [
      { ...request, password: 'short' },
      { ...request, role: 'owner' },
      { ...request, email: 'not an address' },
      { ...request, name: ' ' },
    ]) {
      const refused = await studio.stranger().post('/setup', body)
      expect([refused.status, await codeOf(refused)]).toEqual([422, 'invalid_body'])
    }
  })
})

describeOnBoth('sign-in', openTestStore => {
  test('a wrong password and an unknown address get the same answer', async () => {
    const studio = await setUpStudio(await openTestStore())
    await createOwner(studio.deps, ADA)
    const attempt = async (email: string, password: string) => {
      const response = await studio.stranger().post('/auth/sign-in/email', { email, password })
      const { requestId: _requestId, ...body } = (await response.json()) as Record<string, unknown>
      return { status: response.status, cookies: response.headers.getSetCookie(), body }
    }

    const wrong = await attempt(ADA.email, 'not the password')
    expect(wrong).toMatchObject({ status: 401, cookies: [], body: { code: 'unauthenticated' } })
    expect(await attempt('nobody@tallybarn.example', 'not the password')).toEqual(wrong)
    expect(await attempt('not an address', 'x')).toEqual(wrong)
    expect(await attempt(ADA.email, 'x'.repeat(900))).toEqual(wrong)
  })

  test('ten failures stop an account, even for the right password; time lets it in again', async () => {
    const studio = await setUpStudio(await openTestStore())
    await createOwner(studio.deps, ADA)
    const signIn = (password: string) => studio.stranger().post('/auth/sign-in/email', { email: ADA.email, password })

    const failures = await Promise.all(Array.from({ length: 12 }, () => signIn('not the password')))
    expect(failures.map(({ status }) => status).filter(status => status === 401)).toHaveLength(10)
    const limited = await signIn(PASSWORD)
    expect(limited.status).toBe(429)
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(800)

    studio.pass(16 * 60_000)
    expect((await signIn(PASSWORD)).status).toBe(200)
  })

  test('the session is a new one at each sign-in, and the one before it ends', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('owner')
    const before = new Map(client.cookies)
    const { user } = (await (await client.get('/me')).json()) as { user: { email: string } }

    await client.post('/auth/sign-in/email', { email: user.email, password: PASSWORD })

    const name = 'parley.session_token'
    expect(client.cookies.get(name)).not.toBe(before.get(name))
    expect((await client.get('/me')).status).toBe(200)
    const old = studio.stranger()
    for (const [cookie, value] of before) old.cookies.set(cookie, value)
    expect((await old.get('/me')).status).toBe(401)
  })

  test('after sign-out the cookie is worth nothing', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('viewer')
    const before = new Map(client.cookies)

    expect((await client.post('/auth/sign-out')).status).toBe(200)

    expect((await client.get('/me')).status).toBe(401)
    const thief = studio.stranger()
    for (const [cookie, value] of before) thief.cookies.set(cookie, value)
    expect((await thief.get('/me')).status).toBe(401)
  })

  test('a forged cookie signs nobody in', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('owner')
    const forged = studio.stranger()
    for (const [name, value] of client.cookies)
      forged.cookies.set(name, `${value.startsWith('x') ? 'y' : 'x'}${value.slice(1)}`)

    expect((await forged.get('/me')).status).toBe(401)
  })

  test('on https the cookies are bound to the host, secure and unreadable to scripts', async () => {
    const studio = await setUpStudio(await openTestStore(), { publicUrl: 'https://parley.example' })
    await createOwner(studio.deps, ADA)

    const response = await studio.stranger().post('/auth/sign-in/email', { email: ADA.email, password: PASSWORD })

    const cookies = response.headers.getSetCookie()
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-parley\./)
      expect(cookie).toMatch(/; Path=\//)
      expect(cookie).toMatch(/; HttpOnly/)
      expect(cookie).toMatch(/; Secure/)
      expect(cookie).toMatch(/; SameSite=Lax/i)
      expect(cookie).not.toMatch(/domain=/i)
    }
  })

  test('better-auth’s own addresses are not open', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('viewer')

    for (const path of ['/auth/sign-up/email', '/auth/organization/update-member-role', '/auth/update-user']) {
      expect((await client.post(path, { name: 'x', email: 'x@x.example', password: PASSWORD })).status).toBe(404)
    }
  })
})

describeOnBoth('writes from other sites', openTestStore => {
  test('are refused whatever they carry, and change nothing', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('owner')
    const save = (headers: Record<string, string>) =>
      client.send('PUT', '/site', { name: 'X', origins: ['https://x.example'], consent: 'required' }, headers)

    const refusedHeaders: readonly Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:4001' },
      { origin: 'http://localhost:4000.evil.example' },
      { 'x-parley': '0', 'content-type': 'text/plain' },
      { 'x-parley': '', origin: 'http://localhost:4000', 'content-type': 'application/x-www-form-urlencoded' },
    ]
    for (const headers of refusedHeaders) {
      const refused = await save(headers)
      expect([refused.status, await codeOf(refused)]).toEqual([403, 'csrf_refused'])
    }
    expect(await (await client.get('/site')).json()).toMatchObject({ name: 'Website', origins: [] })
  })
})

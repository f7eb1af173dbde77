import { expect, test } from 'vitest'
import { createMailSink } from '#demo/fakes/mail-sink.ts'
import type { InvitedTo, Me, OpenInvitation, SentInvitation } from '#server/http/api-type.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { type Client, codeOf, PASSWORD, type Studio, setUpStudio } from './setup.ts'

const DAY_MS = 24 * 3_600_000
const BOB = { name: 'Bob Ray', password: 'a password of his own' }

async function invited(owner: Client, email: string, role = 'sales'): Promise<SentInvitation & { token: string }> {
  const response = await owner.post('/invitations', { email, role })
  expect(response.status).toBe(201)
  const sent = (await response.json()) as SentInvitation
  return { ...sent, token: tokenOf(sent.link) }
}

function tokenOf(link: string): string {
  return new URL(link).hash.replace('#token=', '')
}

async function meOf(client: Client): Promise<Me> {
  return (await (await client.get('/me')).json()) as Me
}

async function emailOf(client: Client): Promise<string> {
  return (await meOf(client)).user.email
}

async function openTo(owner: Client): Promise<OpenInvitation[]> {
  return (await (await owner.get('/invitations')).json()) as OpenInvitation[]
}

async function storedLinks(studio: Studio): Promise<string> {
  const { db } = studio.deps.store
  const rows = await db
    .withTables<{ auth_links: { token_hash: string } }>()
    .selectFrom('auth_links')
    .selectAll()
    .execute()
  return JSON.stringify(rows)
}

describeOnBoth('an invitation', openTestStore => {
  test('brings a new person in with its role, once, and is then gone', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const { link, token, mailed, invitation } = await invited(owner, 'Bob@Tallybarn.example')
    expect(link).toMatch(/^http:\/\/localhost:4000\/studio\/join#token=/)
    expect(mailed).toEqual({ state: 'off' })
    expect(invitation).toMatchObject({ email: 'bob@tallybarn.example', role: 'sales', by: 'The owner' })
    expect(await openTo(owner)).toEqual([invitation])
    expect(await storedLinks(studio)).not.toContain(token)

    const bob = studio.stranger()
    const look = await bob.post('/join/look', { token })
    expect((await look.json()) as InvitedTo).toEqual({
      ...{ workspace: 'Default', email: 'bob@tallybarn.example', role: 'sales', by: 'The owner' },
      ...{ expiresAt: invitation.expiresAt, hasAccount: false, signedIn: false },
    })
    expect((await bob.post('/join', { token, ...BOB })).status).toBe(201)

    expect(await meOf(bob)).toMatchObject({
      user: { name: 'Bob Ray', email: 'bob@tallybarn.example' },
      workspace: { id: studio.workspaceId },
      role: 'sales',
    })
    expect(await openTo(owner)).toEqual([])
    const again = await studio.stranger().post('/join', { token, ...BOB })
    expect([again.status, await codeOf(again)]).toEqual([401, 'invalid_token'])
  })

  test('of somebody with an account is taken with their password, and with nobody else’s', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const other = await studio.otherWorkspace()
    const bob = await studio.member('viewer', other)
    const { token } = await invited(owner, await emailOf(bob), 'marketer')

    const browser = studio.stranger()
    expect((await (await browser.post('/join/look', { token })).json()) as InvitedTo).toMatchObject({
      hasAccount: true,
      signedIn: false,
    })
    const nobody = await browser.post('/join', { token })
    expect([nobody.status, await codeOf(nobody)]).toEqual([401, 'unauthenticated'])
    const wrong = await browser.post('/join', { token, password: 'not the password' })
    expect([wrong.status, await codeOf(wrong)]).toEqual([401, 'unauthenticated'])
    const someoneElse = await (await studio.member('sales')).post('/join', { token })
    expect([someoneElse.status, await codeOf(someoneElse)]).toEqual([401, 'unauthenticated'])

    expect((await browser.post('/join', { token, password: PASSWORD })).status).toBe(200)
    const me = await meOf(browser)
    expect(me).toMatchObject({ workspace: { id: studio.workspaceId }, role: 'marketer' })
    expect(me.workspaces?.map(({ id, role }) => [id, role]).sort()).toEqual(
      [
        [studio.workspaceId, 'marketer'],
        [other, 'viewer'],
      ].sort(),
    )
  })

  test('of somebody signed in is taken with one press', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const bob = await studio.member('viewer', await studio.otherWorkspace())
    const { token } = await invited(owner, await emailOf(bob))

    expect(((await (await bob.post('/join/look', { token })).json()) as InvitedTo).signedIn).toBe(true)
    expect((await bob.post('/join', { token })).status).toBe(200)

    expect(await meOf(bob)).toMatchObject({ workspace: { id: studio.workspaceId }, role: 'sales' })
  })

  test('cannot be taken for another address', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { token } = await invited(await studio.member('owner'), 'bob@tallybarn.example')

    const refused = await studio.stranger().post('/join', { token, ...BOB, email: 'eve@evil.example' })

    expect([refused.status, await codeOf(refused)]).toEqual([422, 'invalid_body'])
  })

  test('ends after seven days, and with a new link begins anew', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const { token, invitation } = await invited(owner, 'bob@tallybarn.example')

    studio.pass(7 * DAY_MS)
    const late = await studio.stranger().post('/join', { token, ...BOB })
    expect([late.status, await codeOf(late)]).toEqual([410, 'link_expired'])
    expect((await openTo(owner)).map(({ id }) => id)).toEqual([invitation.id])

    const renewed = (await (await owner.post(`/invitations/${invitation.id}/renew`)).json()) as SentInvitation
    expect(renewed.invitation).toMatchObject({ id: invitation.id, expiresAt: studio.deps.now() + 7 * DAY_MS })
    const old = await studio.stranger().post('/join/look', { token })
    expect([old.status, await codeOf(old)]).toEqual([401, 'invalid_token'])
    expect((await studio.stranger().post('/join', { token: tokenOf(renewed.link), ...BOB })).status).toBe(201)
  })

  test('that is withdrawn opens nothing', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const { token, invitation } = await invited(owner, 'bob@tallybarn.example')

    expect((await owner.delete(`/invitations/${invitation.id}`)).status).toBe(200)

    const refused = await studio.stranger().post('/join', { token, ...BOB })
    expect([refused.status, await codeOf(refused)]).toEqual([401, 'invalid_token'])
    expect(await openTo(owner)).toEqual([])
    expect(await codeOf(await owner.delete(`/invitations/${invitation.id}`))).toBe('not_found')
  })

  test('of a member is refused; of somebody invited it takes the place of the one before', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const member = await owner.post('/invitations', { email: await emailOf(owner), role: 'viewer' })
    expect([member.status, await codeOf(member)]).toEqual([409, 'already_member'])

    const first = await invited(owner, 'bob@tallybarn.example', 'viewer')
    const second = await invited(owner, 'BOB@tallybarn.example', 'marketer')
    expect(await openTo(owner)).toMatchObject([{ id: first.invitation.id, role: 'marketer' }])
    expect((await studio.stranger().post('/join/look', { token: first.token })).status).toBe(401)
    expect((await studio.stranger().post('/join/look', { token: second.token })).status).toBe(200)
  })

  test('of many uses at the same moment one brings somebody in', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const { token } = await invited(owner, 'bob@tallybarn.example')

    const answers = await Promise.all(
      Array.from({ length: 4 }, () => studio.stranger().post('/join', { token, ...BOB })),
    )

    expect(answers.map(({ status }) => status).filter(status => status === 201)).toHaveLength(1)
    expect((await (await owner.get('/members')).json()) as unknown[]).toHaveLength(2)
  })

  test('with a short password or no name says which part is missing', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { token } = await invited(await studio.member('owner'), 'bob@tallybarn.example')

    for (const [request, pointer] of [
      [{ token, name: 'Bob', password: 'short' }, '/password'],
      [{ token, name: 'Bob' }, '/password'],
      [{ token, password: BOB.password }, '/name'],
    ] as const) {
      const refused = await studio.stranger().post('/join', request)
      expect(refused.status).toBe(422)
      expect(await refused.json()).toMatchObject({ code: 'invalid_body', errors: [{ pointer }] })
    }
  })

  test('is mailed where a mail server is set up; one that does not answer keeps nobody from the link', async () => {
    const sink = await createMailSink()
    const studio = await setUpStudio(await openTestStore(), { smtpUrl: sink.smtpUrl })
    const owner = await studio.member('owner')

    const { link, mailed } = await invited(owner, 'bob@tallybarn.example')
    expect(mailed).toEqual({ state: 'sent' })
    const [letter] = sink.messages()
    expect(letter).toMatchObject({ recipients: ['bob@tallybarn.example'], subject: 'Join Default on Parley' })
    expect(letter?.text).toContain(link)

    await sink.close()
    const second = await invited(owner, 'ann@tallybarn.example')
    expect(second.mailed).toMatchObject({ state: 'failed' })
    expect((await studio.stranger().post('/join/look', { token: second.token })).status).toBe(200)
  })

  test('is mailed five times in a quarter of an hour at most; a link to copy is made as often as one likes', async () => {
    const sink = await createMailSink()
    const store = await openTestStore()
    const [mailing, silent] = [await setUpStudio(store, { smtpUrl: sink.smtpUrl }), await setUpStudio(store)]
    const [owner, other] = [await mailing.member('owner'), await silent.member('owner')]
    const invite = async (client: Client) => {
      const body = { email: 'bob@tallybarn.example', role: 'sales' }
      return (await client.post('/invitations', body)).status
    }
    const statuses = []
    for (let index = 0; index < 6; index += 1) statuses.push(await invite(owner))
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429])
    expect(sink.messages()).toHaveLength(5)
    for (let index = 0; index < 6; index += 1) expect(await invite(other)).toBe(201)

    mailing.pass(16 * 60_000)
    expect(await invite(owner)).toBe(201)
    await sink.close()
  })
})

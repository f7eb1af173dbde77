import { expect, test } from 'vitest'
import { createMailSink } from '#demo/fakes/mail-sink.ts'
import { addMember } from '#server/auth/members.ts'
import type { Me, Member, ResetLinkMade } from '#server/http/api-type.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { eventually } from '#tests/support/eventually.ts'
import { type Client, codeOf, PASSWORD, setUpStudio } from './setup.ts'

const FRESH = 'another long password'

async function meOf(client: Client): Promise<Me> {
  return (await (await client.get('/me')).json()) as Me
}

/** Id of a member, as the owner's list has it. */
async function memberId(owner: Client, client: Client): Promise<string> {
  const { email } = (await meOf(client)).user
  const members = (await (await owner.get('/members')).json()) as Member[]
  return members.find(member => member.email === email)?.id ?? ''
}

function tokenIn(text: string): string {
  return /#token=([\w-]+)/.exec(text)?.[1] ?? ''
}

describeOnBoth('a link to set another password', openTestStore => {
  test('made by an owner sets it once, ends every other session and signs in', async () => {
    const studio = await setUpStudio(await openTestStore())
    const [owner, sales] = [await studio.member('owner'), await studio.member('sales')]
    const { email } = (await meOf(sales)).user
    const made = await owner.post(`/members/${await memberId(owner, sales)}/reset-link`)
    const { link, mailed } = (await made.json()) as ResetLinkMade
    expect(mailed).toEqual({ state: 'off' })
    const token = tokenIn(link ?? '')

    const browser = studio.stranger()
    expect(await (await browser.post('/reset/look', { token })).json()).toEqual({ name: 'The sales', email })
    expect((await browser.post('/reset', { token, password: FRESH })).status).toBe(200)

    expect((await browser.get('/me')).status).toBe(200)
    expect((await sales.get('/me')).status).toBe(401)
    const signIn = (password: string) => studio.stranger().post('/auth/sign-in/email', { email, password })
    expect([(await signIn(PASSWORD)).status, (await signIn(FRESH)).status]).toEqual([401, 200])
    const again = await studio.stranger().post('/reset', { token, password: FRESH })
    expect([again.status, await codeOf(again)]).toEqual([401, 'invalid_token'])
  })

  test('ends after a day, and a newer one ends the one before', async () => {
    const studio = await setUpStudio(await openTestStore())
    const [owner, sales] = [await studio.member('owner'), await studio.member('sales')]
    const id = await memberId(owner, sales)
    const make = async () => {
      const { link } = (await (await owner.post(`/members/${id}/reset-link`)).json()) as ResetLinkMade
      return tokenIn(link ?? '')
    }
    const [first, second] = [await make(), await make()]
    expect((await studio.stranger().post('/reset/look', { token: first })).status).toBe(401)

    studio.pass(24 * 3_600_000)
    const late = await studio.stranger().post('/reset', { token: second, password: FRESH })
    expect([late.status, await codeOf(late)]).toEqual([410, 'link_expired'])
  })

  test('of somebody who is in a workspace of others is never shown: one workspace would open another', async () => {
    const sink = await createMailSink()
    const store = await openTestStore()
    const studio = await setUpStudio(store)
    const mailing = await setUpStudio(store, { smtpUrl: sink.smtpUrl })
    const owner = await studio.member('owner')
    const other = await studio.otherWorkspace()
    const theirs = await studio.member('owner', other)
    const { email } = (await meOf(theirs)).user
    const { link } = (await (await owner.post('/invitations', { email, role: 'viewer' })).json()) as { link: string }
    await theirs.post('/join', { token: tokenIn(link) })
    const id = await memberId(owner, theirs)

    const refused = await owner.post(`/members/${id}/reset-link`)
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'forbidden'])

    const same = mailing.stranger()
    for (const [name, value] of owner.cookies) same.cookies.set(name, value)
    const made = (await (await same.post(`/members/${id}/reset-link`)).json()) as ResetLinkMade
    expect(made).toMatchObject({ link: null, mailed: { state: 'sent' } })
    expect(sink.messages()[0]?.recipients).toEqual([email])
    await sink.close()
  })

  test('that was shown opens no workspace its person joins later', async () => {
    const studio = await setUpStudio(await openTestStore())
    const [owner, sales] = [await studio.member('owner'), await studio.member('sales')]
    const { email } = (await meOf(sales)).user
    const made = await owner.post(`/members/${await memberId(owner, sales)}/reset-link`)
    const kept = tokenIn(((await made.json()) as ResetLinkMade).link ?? '')
    const elsewhere = await studio.member('owner', await studio.otherWorkspace())
    const invited = await elsewhere.post('/invitations', { email, role: 'viewer' })
    await sales.post('/join', { token: tokenIn(((await invited.json()) as { link: string }).link) })

    const late = await studio.stranger().post('/reset', { token: kept, password: FRESH })
    expect([late.status, await codeOf(late)]).toEqual([401, 'invalid_token'])
  })

  test('ends when its person is taken out, and when who could make it is no owner any more', async () => {
    const studio = await setUpStudio(await openTestStore())
    const [owner, second] = [await studio.member('owner'), await studio.member('owner')]
    const [sales, viewer] = [await studio.member('sales'), await studio.member('viewer')]
    const linkFor = async (client: Client) => {
      const made = await second.post(`/members/${await memberId(owner, client)}/reset-link`)
      return tokenIn(((await made.json()) as ResetLinkMade).link ?? '')
    }
    const [ofSales, ofViewer] = [await linkFor(sales), await linkFor(viewer)]
    const look = async (token: string) => (await studio.stranger().post('/reset/look', { token })).status

    await owner.delete(`/members/${await memberId(owner, sales)}`)
    expect([await look(ofSales), await look(ofViewer)]).toEqual([401, 200])
    await owner.put(`/members/${await memberId(owner, second)}`, { role: 'sales' })
    expect(await look(ofViewer)).toBe(401)
  })

  test('is mailed from the sign-in page, with the same answer for an address nobody has', async () => {
    const sink = await createMailSink()
    const studio = await setUpStudio(await openTestStore(), { smtpUrl: sink.smtpUrl })
    const member = { workspaceId: studio.workspaceId, name: 'Ada', password: PASSWORD, role: 'owner' } as const
    await addMember(studio.deps, { ...member, email: 'ada@tallybarn.example' })
    const browser = studio.stranger()
    expect(await (await browser.get('/doors')).json()).toEqual({ forgot: true })

    const answers = []
    for (const email of ['nobody@tallybarn.example', 'not an address', 'ADA@tallybarn.example']) {
      const response = await browser.post('/auth/forgot', { email })
      answers.push([response.status, await response.json()])
    }
    expect(answers).toEqual(Array.from({ length: 3 }, () => [200, { ok: true }]))

    const letter = await eventually('a letter', () => sink.messages()[0])
    expect(letter.recipients).toEqual(['ada@tallybarn.example'])
    const token = tokenIn(letter.text)
    expect((await browser.post('/reset', { token, password: FRESH })).status).toBe(200)
    expect((await meOf(browser)).user.name).toBe('Ada')
    expect(sink.messages()).toHaveLength(1)
    await sink.close()
  })

  test('is mailed three times in a quarter of an hour at most, known address or not', async () => {
    const sink = await createMailSink()
    const studio = await setUpStudio(await openTestStore(), { smtpUrl: sink.smtpUrl })
    const ask = async () => {
      const response = await studio.stranger().post('/auth/forgot', { email: 'nobody@tallybarn.example' })
      return response.status
    }
    expect([await ask(), await ask(), await ask(), await ask()]).toEqual([200, 200, 200, 429])
    studio.pass(16 * 60_000)
    expect(await ask()).toBe(200)
    await sink.close()
  })

  test('is not offered where no mail is sent', async () => {
    const studio = await setUpStudio(await openTestStore())
    expect(await (await studio.stranger().get('/doors')).json()).toEqual({ forgot: false })
    const refused = await studio.stranger().post('/auth/forgot', { email: 'ada@tallybarn.example' })
    expect([refused.status, await codeOf(refused)]).toEqual([409, 'conflict'])
  })
})

describeOnBoth('one’s own password', openTestStore => {
  test('is changed by who knows it, and every other session ends', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('viewer')
    const { email } = (await meOf(client)).user
    const elsewhere = studio.stranger()
    await elsewhere.post('/auth/sign-in/email', { email, password: PASSWORD })

    const wrong = await client.put('/me/password', { current: 'not the password', next: FRESH })
    expect([wrong.status, await codeOf(wrong)]).toEqual([403, 'forbidden'])
    expect((await client.put('/me/password', { current: PASSWORD, next: 'short' })).status).toBe(422)
    expect((await client.put('/me/password', { current: PASSWORD, next: FRESH })).status).toBe(200)

    expect((await client.get('/me')).status).toBe(200)
    expect((await elsewhere.get('/me')).status).toBe(401)
    const signIn = (password: string) => studio.stranger().post('/auth/sign-in/email', { email, password })
    expect([(await signIn(PASSWORD)).status, (await signIn(FRESH)).status]).toEqual([401, 200])
  })

  test('cannot be guessed from a browser that was left open', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('viewer')
    const tries = []
    for (let index = 0; index < 11; index += 1) {
      tries.push((await client.put('/me/password', { current: `guess ${index}`, next: FRESH })).status)
    }
    expect(tries).toEqual([...Array.from({ length: 10 }, () => 403), 429])
  })
})

import { expect, test } from 'vitest'
import { loadNurtureSettings, saveNurtureSettings } from '#server/nurture/nurture-settings.ts'
import { lowScale } from '#server/scoring/presets/low-scale.ts'
import { openSmtpSink, type SmtpSink } from '#tests/delivery/smtp-sink.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { addAutomation, addTemplate, createNurtureApp, type NurtureApp } from './setup.ts'

const COMES_IN = { kind: 'score', measure: 'score', direction: 'up', at: -1000 } as const
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const BODY = 'See [the guide](https://nordvik.example/guide?x=1) or [call us](tel:+4912345).'

/** A lead that got a mail with a link; gives where the link leads. */
async function mailedLead(app: NurtureApp, sink: SmtpSink, body = BODY): Promise<string> {
  const texts = { en: { subject: 'A guide for {{contact.first_name|you}}', body } }
  const template = await addTemplate(app, { purpose: 'answer', texts })
  await addAutomation(app, COMES_IN, [{ kind: 'mail', template }])
  await startSession(app, { events: answered(HOT_ANSWERS) })
  await app.worker.runOnce()
  app.clock.pass(60_000)
  const html = sink.letters[0]?.mail.html
  const [, address = ''] = /href="([^"]+)"/.exec(typeof html === 'string' ? html : '') ?? []
  return address
}

function clicks({ deps }: NurtureApp) {
  return deps.store.db.selectFrom('activity_events').selectAll().where('type', '=', 'email_clicked').execute()
}

describeOnBoth('a link in a mail', openTestStore => {
  test('leads on to its page, and the click is an act of the lead that scores', async () => {
    const sink = await openSmtpSink()
    const flow = { model: lowScale }
    const app = await createNurtureApp(await openTestStore(), { flow, config: { smtpUrl: sink.url } })
    const address = await mailedLead(app, sink)
    expect(sink.letters[0]?.mail.html).toContain('href="tel:+4912345"')
    expect(sink.letters[0]?.mail.text).toContain('the guide: https://nordvik.example/guide?x=1')
    const before = await app.deps.store.db.selectFrom('leads').select('engagement').executeTakeFirstOrThrow()

    const path = new URL(address).pathname
    const answer = await app.app.request(path, { headers: { 'user-agent': BROWSER } })
    await app.app.request(path, { headers: { 'user-agent': BROWSER } })

    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('https://nordvik.example/guide?x=1')
    const [click, ...more] = await clicks(app)
    expect(more).toEqual([])
    expect(click).toMatchObject({ source: 'nurture', ignored: null })
    const { properties } = JSON.parse(click?.body_json ?? '{}')
    expect(properties).toMatchObject({ subject: 'A guide for Ida', link: 'https://nordvik.example/guide?x=1' })
    expect(JSON.stringify(properties)).not.toContain('Firefox')
    const after = await app.deps.store.db.selectFrom('leads').select('engagement').executeTakeFirstOrThrow()
    expect(after.engagement).toBeGreaterThan(before.engagement)
  })

  test('that a scanner follows is kept and not counted, and does not hide the person who comes after it', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    const path = new URL(await mailedLead(app, sink)).pathname

    await app.app.request(path, { method: 'HEAD', headers: { 'user-agent': BROWSER } })
    await app.app.request(path, { headers: { 'user-agent': 'Mozilla/5.0 Barracuda Sentinel' } })
    await app.app.request(path, { headers: { 'user-agent': BROWSER } })

    expect((await clicks(app)).map(({ ignored }) => ignored).sort()).toEqual(['link_scanner', 'prefetch', null].sort())
  })

  test('counts once in sixty minutes, also when the clock strikes between', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    const path = new URL(await mailedLead(app, sink)).pathname
    const follow = () => app.app.request(path, { headers: { 'user-agent': BROWSER } })
    const hour = 3_600_000
    app.clock.pass(hour - (app.deps.now() % hour) - 60_000)

    const counted = []
    for (const minutes of [0, 2, 56, 3]) {
      app.clock.pass(minutes * 60_000)
      await follow()
      counted.push((await clicks(app)).length)
    }
    expect(counted).toEqual([1, 1, 1, 2])
  })

  test('leads to an address in any script', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    const address = await mailedLead(app, sink, 'See [the guide](https://пример.example/démo–2026).')

    const answer = await app.app.request(new URL(address).pathname, { headers: { 'user-agent': BROWSER } })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('https://xn--e1afmkfd.example/d%C3%A9mo%E2%80%932026')
    expect(await clicks(app)).toHaveLength(1)
  })

  test('leads on however many are followed from one address; made-up ones are limited', async () => {
    const sink = await openSmtpSink()
    const limits = { perAddress: 10, perSite: 1000, perSession: 1000 }
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url, limits } })
    const path = new URL(await mailedLead(app, sink)).pathname
    const follow = async (to: string) => (await app.app.request(to, { headers: { 'user-agent': BROWSER } })).status

    const answers = new Set<number>()
    for (let index = 0; index < 40; index += 1) answers.add(await follow(path))
    expect([...answers]).toEqual([302])
    expect(await follow(`${path}x`)).toBe(429)
  })

  test('that somebody made up or changed leads nowhere', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    const path = new URL(await mailedLead(app, sink)).pathname
    const [content = '', signature = ''] = path.slice('/c/'.length).split('.')
    const parts = JSON.parse(Buffer.from(content, 'base64url').toString())
    parts[6] = 'https://evil.example/'
    const other = Buffer.from(JSON.stringify(parts)).toString('base64url')

    expect((await app.app.request(`/c/${other}.${signature}`)).status).toBe(404)
    expect((await app.app.request(`${path}x`)).status).toBe(404)
    expect(await clicks(app)).toEqual([])
  })

  test('goes out as it is where clicks are not to be counted', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    const { deps, workspaceId } = app
    const settings = { ...(await loadNurtureSettings(deps.store.db, workspaceId)), countClicks: false }
    await deps.store.write(trx => saveNurtureSettings(trx, workspaceId, { settings, at: 0 }))

    expect(await mailedLead(app, sink)).toBe('https://nordvik.example/guide?x=1')
  })
})

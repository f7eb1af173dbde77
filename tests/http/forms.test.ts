import { expect, it } from 'vitest'
import { createFlow } from '#server/publishing/create-flow.ts'
import { createSite } from '#server/publishing/create-site.ts'
import { createWorkspace } from '#server/publishing/create-workspace.ts'
import { publish } from '#server/publishing/publish.ts'
import { createTestApp, SITE_ORIGIN, type TestApp } from '#tests/support/app.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { openPlain } from '#tests/support/plain-form.ts'
import { openCalendar } from '../booking/setup.ts'

const READING_MS = 20_000

const DEMO = {
  q_name: 'Daniel Reid',
  q_email: 'daniel.reid@fennmoor.example',
  q_company: 'Fennmoor',
  q_size: 's50_500',
  q_role: 'head',
  q_need: 'spreadsheets',
  q_timeline: 'quarter',
  q_contact: 'yes',
}

describeOnBoth('a form without script', openTestStore => {
  it('asks on one page everything up to the first decision', async () => {
    const test = await createTestApp(await openTestStore(), { template: 'demo' })
    const page = await openPlain(test, '/f/demo?plain=1')
    expect(page.status).toBe(200)
    const names = [...page.document.querySelectorAll('[name^="a."]')].map(one => one.getAttribute('name'))
    expect([...new Set(names)]).toEqual(
      ['name', 'email', 'company', 'size', 'role', 'need', 'timeline', 'message', 'contact'].map(id => `a.q_${id}`),
    )
    expect(page.document.title).toBe('Thirty minutes, on your own stock. Tell us what to prepare. · Tallybarn')
    expect(page.document.querySelectorAll('script')).toHaveLength(0)
    expect(page.headers.get('content-security-policy')).toContain(`frame-ancestors 'self' ${SITE_ORIGIN}`)
  })

  it('makes a scored lead and shows what the visitor gets', async () => {
    const test = await createTestApp(await openTestStore(), { template: 'demo' })
    const page = await openPlain(test, '/f/demo?plain=1&utm_source=news')
    test.clock.pass(READING_MS)
    const after = await page.send(DEMO)
    expect(after.status).toBe(200)
    expect(after.text).toContain('daniel.reid@fennmoor.example')
    const lead = await test.deps.store.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
    expect(lead.email).toBe('daniel.reid@fennmoor.example')
    expect(lead.fit).toBeGreaterThan(0)
    const session = await sessionOf(test)
    expect(session.quarantine).toBeNull()
    expect(JSON.parse(session.context_json)).toMatchObject({
      surface: 'hosted',
      shape: 'page',
      utm: { source: 'news' },
    })
  })

  it('says what is wrong where it is wrong, and keeps the rest', async () => {
    const test = await createTestApp(await openTestStore(), { template: 'demo' })
    const page = await openPlain(test, '/f/demo?plain=1')
    test.clock.pass(READING_MS)
    const { q_role: _, ...rest } = DEMO
    const again = await page.send({ ...rest, q_email: 'daniel at fennmoor', q_company: '<b>"Fenn"</b>' })
    expect(again.status).toBe(422)
    const wrong = [...again.document.querySelectorAll('.summary a')].map(link => link.getAttribute('href'))
    expect(wrong).toEqual(['#q-q_email', '#q-q_role'])
    expect(again.document.querySelector('#q-q_email')?.getAttribute('value')).toBe('daniel at fennmoor')
    expect(again.document.querySelector('#q-q_email')?.getAttribute('aria-invalid')).toBe('true')
    expect(again.document.querySelector('#q-q_company')?.getAttribute('value')).toBe('<b>"Fenn"</b>')
    expect(again.document.querySelector('[name="a.q_size"][checked]')?.getAttribute('value')).toBe('s50_500')
    expect(await sessions(test)).toHaveLength(0)
    expect((await again.send(DEMO)).status).toBe(200)
    expect(await sessions(test)).toHaveLength(1)
  })

  it('asks on a following page what depends on answers', async () => {
    const test = await createTestApp(await openTestStore())
    const first = await openPlain(test, '/f/pricing?plain=1')
    expect(first.text).not.toMatch(/fits|e-mail/)
    test.clock.pass(READING_MS)
    const second = await first.send({
      ...{ q_need: 'spreadsheets', q_size: 's1001', q_role: 'executive', q_timeline: 'month', q_budget: 'b24k' },
    })
    expect(second.status).toBe(200)
    expect(second.text).toContain('Enterprise fits')
    const end = await second.send({ q_name: 'Ann Keller', q_email: 'ann@pellgate.example', q_contact: 'yes' })
    expect(end.text).toMatch(/Which time suits you/)
    expect(await sessions(test)).toHaveLength(1)
    const lead = await test.deps.store.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
    expect(lead.temperature).toBe('hot')
    const left = await end.send({}, { fields: { act: 'skipped' } })
    expect(left.text).toContain('Thank you, Ann')
  })

  it('asks once more about answers that do not go together, and takes them when they are sent again', async () => {
    const test = await createTestApp(await openTestStore())
    const first = await openPlain(test, '/f/pricing?plain=1')
    test.clock.pass(READING_MS)
    const taps = {
      ...{ q_need: 'spreadsheets', q_size: 's1_10', q_role: 'executive', q_timeline: 'month', q_budget: 'b24k' },
    }
    const again = await first.send(taps)
    expect([again.status, await sessions(test)]).toEqual([200, []])
    const doubt = again.document.querySelector('#q-q_budget .doubt')
    expect(doubt?.textContent).toBe('A small team and our largest budget: are both right?')
    expect(again.document.querySelector('[name="a.q_budget"][checked]')?.getAttribute('value')).toBe('b24k')
    const next = await again.send(taps)
    expect(next.text).toContain('your name?')
    const answers = await test.deps.store.db
      .selectFrom('session_events')
      .select('body_json')
      .where('type', '=', 'answered')
      .execute()
    expect(answers.map(({ body_json }) => JSON.parse(body_json).confirmed).filter(Boolean)).toEqual(['small_and_rich'])
  })

  it('lets those out early whom an answer leads elsewhere, without asking them the rest', async () => {
    const test = await createTestApp(await openTestStore())
    const page = await openPlain(test, '/f/pricing?plain=1')
    test.clock.pass(READING_MS)
    const end = await page.send({ q_need: 'customer' })
    expect(end.text).toContain('Welcome back')
  })

  it('books a free time of the owner, and offers another when that one is gone', async () => {
    const test = await createTestApp(await openTestStore())
    await openCalendar(test)
    const hot = async (email: string) => {
      const first = await openPlain(test, '/f/pricing?plain=1')
      test.clock.pass(READING_MS)
      const taps = {
        q_need: 'spreadsheets',
        q_size: 's1001',
        q_role: 'executive',
        q_timeline: 'month',
        q_budget: 'b24k',
      }
      const second = await first.send(taps)
      return await second.send({ q_name: 'Ann Keller', q_email: email, q_contact: 'yes' })
    }
    const ann = await hot('ann@pellgate.example')
    const ida = await hot('ida@nordvik-cold.example')
    const at = ann.document.querySelector('button[name=at]')?.getAttribute('value') ?? ''
    expect(ann.text).toContain('Europe/Berlin')
    const booked = await ann.send({}, { fields: { at } })
    expect(booked.document.querySelector('.booked a')?.getAttribute('href')).toContain('/b/')
    expect(booked.text).toContain('Thank you, Ann')
    const late = await ida.send({}, { fields: { at } })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Somebody took that time just now')
    expect(late.document.querySelector('button[name=at]')?.getAttribute('value')).not.toBe(at)
    expect((await ida.send({}, { fields: { at: 'soon' } })).text).toContain('Which time suits you')
  })

  it('sent twice makes one session and one lead', async () => {
    const test = await createTestApp(await openTestStore(), { template: 'demo' })
    const page = await openPlain(test, '/f/demo?plain=1')
    test.clock.pass(READING_MS)
    const once = await page.send(DEMO)
    test.clock.pass(1000)
    const twice = await page.send(DEMO)
    expect(twice.text).toBe(once.text)
    expect(await sessions(test)).toHaveLength(1)
  })

  it('a robot’s is kept and told nothing, but makes no lead for sales', async () => {
    const test = await createTestApp(await openTestStore(), { template: 'demo' })
    const trapped = await openPlain(test, '/f/demo?plain=1')
    test.clock.pass(READING_MS)
    expect((await trapped.send(DEMO, { fields: { website: 'https://spam.example' } })).status).toBe(200)
    const fast = await openPlain(test, '/f/demo?plain=1')
    expect((await fast.send({ ...DEMO, q_name: 'Fast' })).status).toBe(200)
    const forged = await openPlain(test, '/f/demo?plain=1')
    test.clock.pass(READING_MS)
    const ticket = `${Buffer.from(JSON.stringify({ visitor: 'v'.repeat(32), at: 0, locale: 'en', utm: {} })).toString('base64url')}.x`
    expect((await forged.send({ ...DEMO, q_name: 'Forged' }, { fields: { ticket } })).status).toBe(200)
    expect((await sessions(test)).map(({ quarantine }) => quarantine).sort()).toEqual([
      'honeypot',
      'too_fast',
      'too_fast',
    ])
  })

  it('is taken from pages of the site and our own only', async () => {
    const test = await createTestApp(await openTestStore(), { template: 'demo' })
    const page = await openPlain(test, '/f/demo?plain=1')
    test.clock.pass(READING_MS)
    for (const origin of [
      'https://evil.example',
      'null',
      'http://parley.example',
      'https://parley.example.evil.example',
    ]) {
      const refused = await page.send(DEMO, { origin })
      expect(refused.status).toBe(403)
      expect(refused.headers.get('content-type')).toContain('text/html')
    }
    expect(await sessions(test)).toHaveLength(0)
    expect((await page.send(DEMO, { origin: SITE_ORIGIN })).status).toBe(200)
  })

  it('speaks the visitor’s language where the flow does', async () => {
    const test = await createTestApp(await openTestStore())
    const page = await openPlain(test, '/f/pricing?plain=1', { headers: { 'accept-language': 'de-AT,en;q=0.5' } })
    expect(page.document.documentElement.getAttribute('lang')).toBe('de')
    expect(page.text).toContain('Weiter')
  })

  it('takes an address and a form of rubbish without falling over', async () => {
    const test = await createTestApp(await openTestStore(), { template: 'demo' })
    const rubbish = `a%00b%ED%A0%80${'x'.repeat(5000)}`
    const page = await openPlain(test, `/f/demo?plain=1&lang=${rubbish}&utm_source=${rubbish}&utm_=1&utm___proto__=1`)
    expect(page.status).toBe(200)
    test.clock.pass(READING_MS)
    const odd = {
      q_size: ['s50_500', 'none'],
      q_role: '__proto__',
      q_name: 'x'.repeat(20_000),
      q_message: '\u202e{{email}}',
    }
    expect((await page.send({ ...DEMO, ...odd })).status).toBe(422)
    const garbled = { asked: '__proto__ q_name constructor', session: 'x', token: 'y', at: '1e999', act: 'x' }
    expect((await page.send(DEMO, { fields: garbled })).status).toBe(401)
    expect((await page.send(DEMO, { fields: { asked: '__proto__ constructor' } })).status).toBe(200)
    const after = await page.send({ ...DEMO, q_message: '<script>{{email}}</script>' })
    expect(after.status).toBe(200)
    expect(after.document.querySelectorAll('script')).toHaveLength(0)
  })

  it('refuses what is no form', async () => {
    const test = await createTestApp(await openTestStore())
    const post = (headers: Record<string, string>, body: string) =>
      test.request('/f/pricing', { method: 'POST', body, headers, origin: null })
    const type = 'application/x-www-form-urlencoded'
    expect((await post({ 'content-type': 'text/plain', 'content-length': '1' }, 'a')).status).toBe(415)
    expect((await post({ 'content-type': type, 'content-length': '999999' }, 'a=b')).status).toBe(413)
    expect((await post({ 'content-type': type, 'content-length': '8' }, 'a=%00b&c')).status).toBe(422)
    expect((await post({ 'content-type': type, 'content-length': '3' }, 'a=b')).status).toBe(200)
    expect((await test.request('/f/nothing')).status).toBe(404)
    expect((await test.request('/f/%00')).status).toBe(404)
    expect((await test.request('/f/pricing', { method: 'PUT', body: 'x' })).status).toBe(405)
  })

  it('of a name that two companies use is reached by the key of its site', async () => {
    const store = await openTestStore()
    const test = await createTestApp(store, { template: 'demo' })
    const { id: workspaceId } = await createWorkspace(test.deps, { name: 'Pellgate' })
    const site = await createSite(test.deps, { workspaceId, name: 'Website', origins: ['https://pellgate.example'] })
    const owner = { name: 'Ann Keller', email: 'ann@pellgate.example' }
    const flow = await createFlow(test.deps, {
      ...{ workspaceId, siteId: site.id, template: 'demo', name: 'demo', id: 'demo', owner },
    })
    await publish(test.deps, { workspaceId, flowId: flow.id, version: flow.version, by: 'system' })
    expect((await openPlain(test, '/f/demo?plain=1')).status).toBe(404)
    expect((await openPlain(test, `/f/${test.site.key}/demo?plain=1`)).text).toContain('Tallybarn')
    expect((await openPlain(test, `/f/${site.key}/demo?plain=1`)).text).toContain('Pellgate')
  })
})

function sessions({ deps }: TestApp) {
  return deps.store.db.selectFrom('sessions').selectAll().orderBy('id').execute()
}

async function sessionOf(test: TestApp) {
  const [session] = await sessions(test)
  if (!session) throw new Error('There is no session.')
  return session
}

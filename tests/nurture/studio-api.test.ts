import { expect, test } from 'vitest'
import type {
  Automation,
  DryRun,
  MailPreview,
  Reach,
  SavedTemplate,
  SegmentLeads,
  SegmentRow,
} from '#server/http/api-type.ts'
import { saveLeadFacts } from '#server/leads/lead-facts.ts'
import { mayMail } from '#server/nurture/may-mail.ts'
import { hashAddress, suppress } from '#server/nurture/suppression.ts'
import { addLead, publishFlow } from '#tests/studio-api/leads.ts'
import { codeOf, setUpStudio } from '#tests/studio-api/setup.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { LETTER } from './setup.ts'

const HOT = { fact: 'temperature', is: 'hot' } as const

describeOnBoth('segments', openTestStore => {
  test('count, list and export those for whom the condition holds, newest first', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { deps, workspaceId } = studio
    await publishFlow(deps, workspaceId)
    const facts = (need: string) => JSON.stringify({ need })
    const first = await addLead(deps, { workspace_id: workspaceId, facts_json: facts('sites') })
    studio.pass(1000)
    const second = await addLead(deps, { workspace_id: workspaceId, facts_json: facts('sites'), name: '=cmd()' })
    await addLead(deps, { workspace_id: workspaceId, facts_json: facts('erp') })
    await addLead(deps, { workspace_id: workspaceId, facts_json: facts('sites'), temperature: 'cold' })
    await addLead(deps, { workspace_id: await studio.otherWorkspace(), facts_json: facts('sites') })
    const client = await studio.member('marketer')

    const condition = { all: [HOT, { fact: 'need', is: 'sites' }] }
    const counted = await client.post('/segments/count', { condition })
    expect(await counted.json()).toEqual({ count: 2, exact: true })
    const made = await client.post('/segments', { name: 'Hot with sites', condition })
    expect(made.status).toBe(201)
    const segment = (await made.json()) as SegmentRow
    expect(segment.count).toBe(2)
    const { leads } = (await (await client.get(`/segments/${segment.id}/leads`)).json()) as SegmentLeads
    expect(leads.map(({ id }) => id)).toEqual([second, first])
    const csv = await (await client.get(`/segments/${segment.id}/leads.csv`)).text()
    expect(csv.trim().split('\r\n')).toHaveLength(3)
    expect(csv).toContain(`"'=cmd()"`)
  })

  test('the database and the evaluator agree on every comparison', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { deps, workspaceId } = studio
    await publishFlow(deps, workspaceId)
    for (const score of [10, 50, 90]) {
      await addLead(deps, { workspace_id: workspaceId, score, source: score > 50 ? 'ads' : 'direct', stage: 'mql' })
    }
    const client = await studio.member('owner')
    const never = { fact: 'nothing.known', known: true } as const
    for (const condition of [
      { fact: 'score', gte: 50 },
      { fact: 'score', lt: 50 },
      { fact: 'score', is: 'fifty' },
      { fact: 'source', in: ['ads', 'mail'] },
      { not: { fact: 'source', is: 'ads' } },
      { fact: 'stage', notIn: ['sal'] },
      { any: [] },
      { all: [] },
      { fact: 'fit', unknown: true },
    ]) {
      const count = async (asked: unknown) =>
        ((await (await client.post('/segments/count', { condition: asked })).json()) as { count: number }).count
      // The second is what no database can decide, so that each lead is looked at.
      expect([condition, await count(condition)]).toEqual([condition, await count({ any: [never, condition] })])
    }
  })

  test('one that an automation waits at stays', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('owner')
    const segment = (await (await client.post('/segments', { name: 'Hot', condition: HOT })).json()) as SegmentRow
    const spec = {
      when: { kind: 'segment', move: 'enters', segment: segment.id },
      actions: [{ kind: 'fact', fact: 'tag.hot', value: true }],
      againAfterDays: null,
    }
    await client.post('/automations', { name: 'Tag', enabled: true, spec })

    const refused = await client.delete(`/segments/${segment.id}`)

    expect([refused.status, await codeOf(refused)]).toEqual([409, 'conflict'])
  })
})

describeOnBoth('mails and automations in the studio', openTestStore => {
  test('a mail is previewed with a lead; what is not known and has no words to stand in is named', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { deps, workspaceId } = studio
    await publishFlow(deps, workspaceId)
    const lead = await addLead(deps, { workspace_id: workspaceId, name: 'Ida <b>Falk</b>', company: null })
    const client = await studio.member('marketer')

    const text = { subject: 'For {{contact.name}}', body: '**{{company.name}}** [book]({{owner.booking_link}})' }
    const preview = await client.post('/mail-templates/preview', { text, locale: 'en', lead })

    expect((await preview.json()) as MailPreview).toMatchObject({
      subject: 'For Ida <b>Falk</b>',
      missing: ['owner.booking_link', 'company.name'],
    })
  })

  test('a subject with a line break, an unknown variable and a missing text are refused with their place', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('marketer')
    const save = async (texts: unknown) => await client.post('/mail-templates', { ...LETTER, texts })

    for (const texts of [
      { en: { subject: 'x\r\nBcc: evil@x.example', body: 'x' } },
      { en: { subject: 'x', body: '{{lead.password}}' } },
      { de: { subject: 'x', body: 'x' } },
    ]) {
      const refused = await save(texts)
      expect([texts, refused.status, await codeOf(refused)]).toEqual([texts, 422, 'invalid_body'])
    }
  })

  test('a test goes to who asks; without a mail server they are told so', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('marketer')
    const saved = (await (await client.post('/mail-templates', LETTER)).json()) as SavedTemplate

    const tested = await client.post(`/mail-templates/${saved.id}/test`, { locale: 'en' })

    expect(await tested.json()).toEqual({ ok: false, detail: 'No mail server is set up. Set SMTP_URL.' })
  })

  test('ready-made ones come switched off, and their example address keeps them from being switched on', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('marketer')

    for (const id of ['invite_at_75', 'ebook_to_warm', 'recycle_idle']) {
      const made = await client.post('/automations/ready-made', { id })
      expect([id, made.status]).toEqual([id, 201])
      const automation = (await made.json()) as Automation
      expect(automation.enabled).toBe(false)
      const { name, spec } = automation
      const on = await client.put(`/automations/${automation.id}`, { name, spec, enabled: true })
      expect([id, on.status]).toEqual([id, id === 'ebook_to_warm' ? 422 : 200])
    }
  })

  test('a dry run tells who would be acted on now, and why others would not', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { deps, workspaceId } = studio
    await publishFlow(deps, workspaceId)
    await addLead(deps, { workspace_id: workspaceId, score: 80, name: 'Ida' })
    await addLead(deps, { workspace_id: workspaceId, score: 20, name: 'Per' })
    const client = await studio.member('marketer')
    const { id: template } = (await (await client.post('/mail-templates', LETTER)).json()) as SavedTemplate
    const when = { kind: 'score', measure: 'score', direction: 'up', at: 75 }
    const run = async (actions: unknown) =>
      (await (
        await client.post('/automations/dry-run', { spec: { when, actions, againAfterDays: null } })
      ).json()) as DryRun

    expect(await run([{ kind: 'fact', fact: 'tag.x', value: true }])).toMatchObject({
      count: 1,
      leads: [{ name: 'Ida', verdict: 'now' }],
    })
    expect(await run([{ kind: 'mail', template }])).toMatchObject({
      leads: [{ name: 'Ida', verdict: 'not', reason: 'No mail server is set up (SMTP_URL).' }],
    })
    const wait = { kind: 'wait', for: 7, unit: 'days' }
    const until = deps.now() + 7 * 86_400_000
    expect(await run([wait, { kind: 'fact', fact: 'tag.x', value: true }])).toMatchObject({
      leads: [{ name: 'Ida', verdict: 'waits', reason: 'It waits as long as it was told to.', until }],
    })
    expect(await run([{ kind: 'fact', fact: 'tag.x', value: true }, wait, { kind: 'mail', template }])).toMatchObject({
      leads: [{ name: 'Ida', verdict: 'now' }],
    })
  })

  test('an automation that names another workspace’s mail, segment or destination is refused', async () => {
    const studio = await setUpStudio(await openTestStore())
    const other = await studio.otherWorkspace()
    const foreigner = await studio.member('owner', other)
    const { id: template } = (await (await foreigner.post('/mail-templates', LETTER)).json()) as SavedTemplate
    const { id: segment } = (await (
      await foreigner.post('/segments', { name: 'x', condition: HOT })
    ).json()) as SegmentRow
    const client = await studio.member('owner')

    const spec = {
      when: { kind: 'segment', move: 'enters', segment },
      actions: [{ kind: 'mail', template }],
      againAfterDays: null,
    }
    const refused = await client.post('/automations', { name: 'x', enabled: true, spec })

    expect(refused.status).toBe(422)
    const { errors } = (await refused.json()) as { errors: { pointer: string }[] }
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/spec/when/segment', '/spec/actions/0/template'])
    for (const path of [`/segments/${segment}/leads`, `/segments/${segment}/leads.csv`]) {
      expect((await client.get(path)).status).toBe(404)
    }
    expect((await client.put(`/mail-templates/${template}`, LETTER)).status).toBe(404)
    expect(await (await client.get('/mail-templates')).json()).toEqual([])
  })
})

describeOnBoth('the reach of mails', openTestStore => {
  test('counts who may be written to, why not the rest, and names the flows that do not ask', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { deps, workspaceId } = studio
    await publishFlow(deps, workspaceId)
    const consent = { workspace_id: workspaceId, consent_json: '{}' }
    const agreed = await addLead(deps, consent)
    await addLead(deps, consent)
    const left = await addLead(deps, { ...consent, email: 'left@acme.example' })
    await addLead(deps, { workspace_id: workspaceId, consent_json: null })
    await addLead(deps, { workspace_id: await studio.otherWorkspace(), consent_json: '{}' })
    await deps.store.write(async trx => {
      const told = { workspaceId, source: 'crm', actor: 'test', at: 0, facts: { 'consent.marketing': true } } as const
      await saveLeadFacts(trx, { ...told, leadId: agreed })
      await saveLeadFacts(trx, { ...told, leadId: left })
      await suppress(trx, { workspaceId, emailHash: hashAddress(deps.config.secret, 'left@acme.example') }, 0)
    })
    const client = await studio.member('viewer')

    const reach = (await (await client.get('/nurture/reach')).json()) as Reach

    expect(reach).toMatchObject({
      leads: 4,
      exact: true,
      marketing: { may: 1, not: { withdrawn: 1, unsubscribed: 1, held_back: 0, said_no: 0, never_asked: 1 } },
      answer: { may: 2 },
    })
    expect(reach.notAsking).toHaveLength(1)
    for (const id of [agreed, left]) {
      const lead = await deps.store.db.selectFrom('leads').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      const asked = { lead, purpose: 'marketing', secret: deps.config.secret, now: deps.now() } as const
      expect(await mayMail(deps.store.db, asked)).toBe(id === agreed ? null : 'unsubscribed')
    }
  })
})

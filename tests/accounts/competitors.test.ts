import { expect, it } from 'vitest'
import { accountFacts } from '#server/accounts/account-facts.ts'
import { forgetAccountRules, loadAccountRules } from '#server/accounts/account-rules.ts'
import { startCompetitorWorker } from '#server/accounts/competitor-worker.ts'
import { listCompetitors } from '#server/accounts/list-competitors.ts'
import { addCompetitors, removeCompetitor } from '#server/accounts/save-competitors.ts'
import { saveDomains } from '#server/accounts/save-domains.ts'
import { correctFacts } from '#server/leads/correct-facts.ts'
import { saveLeadFacts } from '#server/leads/lead-facts.ts'
import { moveLead } from '#server/lifecycle/move-lead.ts'
import { eventSender } from '#tests/activity/events.ts'
import { publishModel } from '#tests/models/model-changes.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { addDestination, answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const MARA = { id: 'user-1', name: 'Mara Lind' }

describeOnBoth('the list of competitors', openTestStore => {
  it('keeps whoever comes from there out of scoring, by any model', async () => {
    const test = await createTestApp(await openTestStore())
    const release = await publishModel(test, model => ({ ...model, disqualify: [] }))
    await add(test, ['*.rival.example'])
    await come({ ...test, release }, 'ida@eu.rival.example')
    await come({ ...test, release }, 'ove@customer.example')
    expect(await leadsOf(test)).toMatchObject([
      { temperature: 'disqualified', disqualified_reason: 'Works for a competitor', score: 0 },
      { temperature: 'hot' },
    ])
  })

  it('puts out who is in already, tells nobody, and lets them in again as they were', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    for (const email of ['ida@rival.example', 'ove@customer.example']) await come(test, email)
    const [before, other] = await leadsOf(test)
    const told = await deliveries(test)
    await add(test, ['rival.example'])

    expect(await work(test)).toBe(1)

    const [ida, ove] = await leadsOf(test)
    expect(ida).toMatchObject({ stage: 'disqualified', disqualified_reason: 'Works for a competitor', score: 0 })
    expect(ove).toEqual(other)
    expect(await deliveries(test)).toBe(told)
    expect(await work(test)).toBe(0)

    const { deps, workspaceId, clock } = test
    const line = { workspaceId, pattern: 'rival.example', at: clock.now() }
    expect(await deps.store.write(trx => removeCompetitor(trx, line))).toBe(true)
    expect(await work(test)).toBe(1)
    const { stage, score, temperature } = before ?? {}
    expect((await leadsOf(test))[0]).toMatchObject({ stage, score, temperature, disqualified_reason: null })
    expect(await deps.store.write(trx => removeCompetitor(trx, line))).toBe(false)
  })

  it('that another server changed is read anew before anybody is scored by it', async () => {
    const test = await createTestApp(await openTestStore())
    const { deps, workspaceId, clock } = test
    await come(test, 'ida@rival.example')
    await loadAccountRules(deps.store.db, workspaceId)
    const line = { workspaceId, domains: ['rival.example'], actor: MARA, at: clock.now() }
    await deps.store.write(trx => addCompetitors(trx, line))
    expect(await work(test)).toBe(1)
    expect(await temperatures(test)).toEqual(['disqualified'])
    await deps.store.write(trx => removeCompetitor(trx, { workspaceId, pattern: 'rival.example', at: clock.now() }))
    expect(await work(test)).toBe(1)
    expect(await temperatures(test)).toEqual(['hot'])
  })

  it('is no reason to take anybody for one who did something', async () => {
    const test = await createTestApp(await openTestStore())
    await come(test, 'ida@rival.example')
    const [before] = await leadsOf(test)
    await add(test, ['rival.example'])
    await work(test)
    expect((await leadsOf(test))[0]).toMatchObject({ stage: 'disqualified', updated_at: before?.updated_at })
  })

  it('means subsidiaries, and those whom sales found to work there', async () => {
    const test = await createTestApp(await openTestStore())
    const { deps, workspaceId, clock } = test
    for (const email of ['ida@daughter.example', 'ove@gmail.com']) await come(test, email)
    const domains = { workspaceId, account: 'rival.example', domains: ['daughter.example'], at: clock.now() }
    await deps.store.write(trx => saveDomains(trx, domains))
    const [, ove] = await leadsOf(test)
    const subject = { workspaceId, leadId: ove?.id ?? '', actor: MARA }
    await correctFacts(deps, { ...subject, changes: { 'company.domain': 'rival.example' } })
    expect(await temperatures(test)).toEqual(['hot', 'hot'])
    await add(test, ['rival.example'])
    expect(await work(test)).toBe(2)
    expect(await temperatures(test)).toEqual(['disqualified', 'disqualified'])
  })

  it('means a company that the CRM tells by its address, however it is written', async () => {
    const test = await createTestApp(await openTestStore())
    await add(test, ['rival.example'])
    await come(test, 'ida@gmail.com')
    const send = await eventSender(test)
    const properties = { domain: 'https://www.Rival.example/about' }
    await send([{ id: 'a', type: 'company_updated', email: 'ida@gmail.com', at: test.clock.now(), properties }])
    expect(await temperatures(test)).toEqual(['disqualified'])
  })

  it('means whoever one of several says to work there, in any letters', async () => {
    const test = await createTestApp(await openTestStore())
    const { deps, workspaceId, clock } = test
    await come(test, 'ida@gmail.com')
    const [ida] = await leadsOf(test)
    const told = { workspaceId, leadId: ida?.id ?? '', actor: 'key', at: clock.now() }
    for (const [source, domain] of [
      ['crm', 'Rival.example'],
      ['import', 'acme.example'],
      ['enrichment', 'acme.example'],
    ] as const)
      await deps.store.write(trx => saveLeadFacts(trx, { ...told, source, facts: { 'company.domain': domain } }))
    await add(test, ['rival.example'])
    expect(await work(test)).toBe(1)
    expect(await temperatures(test)).toEqual(['disqualified'])
  })

  it('means what lies below a domain, and counts whom each line leaves out', async () => {
    const test = await createTestApp(await openTestStore())
    const { deps, workspaceId, clock } = test
    const emails = ['a@eu.rival.example', 'b@rival.example', 'c@notrival.example', 'd@daughter.example', 'e@gmail.com']
    for (const email of emails) await come(test, email)
    const domains = { workspaceId, account: 'rival.example', domains: ['daughter.example'], at: clock.now() }
    await deps.store.write(trx => saveDomains(trx, domains))
    const told = { workspaceId, leadId: (await leadsOf(test)).at(-1)?.id ?? '', actor: 'key', at: clock.now() }
    const facts = { 'company.domain': 'rival.example' }
    await deps.store.write(trx => saveLeadFacts(trx, { ...told, source: 'crm', facts }))
    await add(test, ['rival.example', '*mail.com'])
    await work(test)
    const out = ['disqualified', 'disqualified', 'hot', 'disqualified', 'disqualified']
    expect(await temperatures(test)).toEqual(out)
    expect(await listCompetitors(deps.store.reports, workspaceId)).toMatchObject([
      { pattern: '*mail.com', leads: 0 },
      { pattern: 'rival.example', leads: 4 },
    ])
  })

  it('is overruled for one lead by a person, whatever is put on it later', async () => {
    const test = await createTestApp(await openTestStore())
    await add(test, ['rival.example'])
    await come(test, 'ida@rival.example')
    const [lead] = await leadsOf(test)
    const subject = { workspaceId: test.workspaceId, leadId: lead?.id ?? '', actor: MARA }
    await moveLead(test.deps, { ...subject, move: { to: 'mql', note: 'Left them last month' } })
    await add(test, ['*rival.example'])
    await work(test)
    expect((await leadsOf(test))[0]).toMatchObject({ stage: 'mql', temperature: 'hot' })
  })

  it('names what is no company and keeps the rest', async () => {
    const test = await createTestApp(await openTestStore())
    const saved = await add(test, ['https://Rival.example/about', 'rival.example', 'gmail.com', '??'])
    expect(saved).toMatchObject({
      added: ['rival.example'],
      problems: [
        { given: 'gmail.com', problem: 'free_mail' },
        { given: '??', problem: 'not_a_domain' },
      ],
    })
    await come(test, 'ida@rival.example')
    expect(await listCompetitors(test.deps.store.db, test.workspaceId)).toMatchObject([
      { pattern: 'rival.example', by: 'Mara Lind', leads: 1 },
    ])
  })

  it('is of its workspace alone', async () => {
    const test = await createTestApp(await openTestStore())
    await add(test, ['rival.example'])
    const who = { email: 'a@rival.example', domain: 'rival.example', freeMail: false, colleagues: 0, facts: {}, at: 1 }
    const { db } = test.deps.store
    expect(await accountFacts(db, { workspaceId: test.workspaceId, ...who })).toEqual({ 'account.competitor': true })
    expect(await accountFacts(db, { workspaceId: 'another', ...who })).toEqual({})
  })
})

async function add({ deps, workspaceId, clock }: TestApp, domains: readonly string[]) {
  clock.pass(1_000)
  const at = clock.now()
  const saved = await deps.store.write(trx => addCompetitors(trx, { workspaceId, domains, actor: MARA, at }))
  forgetAccountRules(workspaceId)
  return saved
}

async function work(test: TestApp): Promise<number> {
  const worker = startCompetitorWorker(test.deps)
  const changed = await worker.runOnce()
  await worker.stop()
  return changed
}

async function come(test: TestApp, email: string): Promise<void> {
  await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: email }) })
}

async function leadsOf({ deps }: TestApp) {
  return await deps.store.db.selectFrom('leads').selectAll().orderBy('id').execute()
}

async function temperatures(test: TestApp) {
  return (await leadsOf(test)).map(({ temperature }) => temperature)
}

async function deliveries({ deps }: TestApp): Promise<number> {
  return (await deps.store.db.selectFrom('deliveries').select('id').execute()).length
}

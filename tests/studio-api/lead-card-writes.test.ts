import { expect, it } from 'vitest'
import { logActivity, unlogActivity } from '#server/activity/log-activity.ts'
import { recordActivity } from '#server/activity/record-activity.ts'
import { forgetDestinations } from '#server/delivery/enabled-destinations.ts'
import { type Corrections, correctFacts } from '#server/leads/correct-facts.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { loadLeadFacts } from '#server/leads/lead-facts.ts'
import { createTestApp } from '#tests/support/app.ts'
import { addDestination, answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { addLead, publishFlow } from './leads.ts'
import { setUpStudio } from './setup.ts'

const DAY = 86_400_000

describeOnBoth('what people know better of a lead', openTestStore => {
  it('scores it anew at once, and taking it back brings everything back', async () => {
    const test = await hotLead(openTestStore)
    const before = await test.lead()
    expect(before).toMatchObject({ temperature: 'hot' })

    const said = await correctFacts(test.deps, {
      ...test.subject,
      changes: { 'company.domain': 'https://Competitor.example/about' },
    })

    expect(said).toEqual({ 'company.domain': null })
    expect(await test.lead()).toMatchObject({ temperature: 'disqualified', score: 0 })
    const card = await test.card()
    expect(card.facts.find(({ fact }) => fact === 'company.domain')).toMatchObject({
      words: 'competitor.example',
      told: { source: 'sales' },
      overruled: [{ words: 'nordvik-cold.example', source: 'visitor' }],
    })
    expect(card.history).toContainEqual(
      expect.objectContaining({
        type: 'facts_corrected',
        body: { from: { 'company.domain': null }, to: { 'company.domain': 'competitor.example' }, by: 'Mara Lind' },
      }),
    )

    test.clock.pass(1_000)
    await correctFacts(test.deps, { ...test.subject, changes: said })
    expect(await test.lead()).toMatchObject({ temperature: before.temperature, score: before.score })
  })

  it('is kept as it is compared, and overrules what was found', async () => {
    const test = await hotLead(openTestStore)
    const changes = {
      title: 'Software engineer',
      'company.country': 'Deutschland',
      'company.industry': 'Computer Software',
      'company.staff': '1,200',
    }
    await correctFacts(test.deps, { ...test.subject, changes })
    const told = await loadLeadFacts(test.deps.store.db, test.workspaceId, test.subject.leadId)
    expect(told).toMatchObject({ 'company.country': 'DE', 'company.industry': 'technology', 'company.staff': 1200 })
    const { facts } = await test.card()
    expect(facts.map(({ words }) => words)).toEqual(
      expect.arrayContaining(['Software engineer', 'Germany', 'Technology and software', '1,200']),
    )
  })

  it('takes numbers as people write them', async () => {
    const test = await hotLead(openTestStore)
    for (const [said, staff] of [
      ['1.200', 1200],
      ['1,5k', 1500],
      ['20k', 20_000],
    ]) {
      await correctFacts(test.deps, { ...test.subject, changes: { 'company.staff': said ?? null } })
      const told = await loadLeadFacts(test.deps.store.db, test.workspaceId, test.subject.leadId)
      expect(told).toMatchObject({ 'company.staff': staff })
    }
  })

  it('is told of once, also where it makes another temperature', async () => {
    const test = await hotLead(openTestStore)
    const { db } = test.deps.store
    await addDestination(test)
    forgetDestinations(test.workspaceId)
    const events = async () =>
      (await db.selectFrom('deliveries').select('event').orderBy('id').execute()).map(e => e.event)
    const correct = (changes: Corrections) => correctFacts(test.deps, { ...test.subject, changes })
    await correct({ title: 'Chief of stock' })
    const before = await events()
    await correct({ 'company.domain': 'competitor.example' })
    expect(await events()).toEqual([...before, 'lead.updated'])
  })

  it('is refused where it is no domain or number', async () => {
    const test = await hotLead(openTestStore)
    const refusal = (changes: object) =>
      correctFacts(test.deps, { ...test.subject, changes }).catch(error => error.options.errors[0])
    expect(await refusal({ 'company.domain': '*.example' })).toMatchObject({ pointer: '/facts/company.domain' })
    expect(await refusal({ 'company.staff': 'many' })).toMatchObject({ code: 'not_a_number' })
  })
})

describeOnBoth('what sales notes down', openTestStore => {
  it('stands in the timeline with its day, says that they were contacted, and can be taken back', async () => {
    const test = await hotLead(openTestStore)
    const { db } = test.deps.store
    const at = test.clock.now() - 2 * DAY
    const id = await logActivity(test.deps, test.subject, { what: 'call', text: 'Wants a price list', at })
    expect((await test.card()).timeline).toContainEqual(
      expect.objectContaining({
        kind: 'activity',
        did: 'Was called by sales',
        about: 'Wants a price list',
        at,
        log: id,
        by: 'Mara Lind',
      }),
    )
    expect(await loadLeadFacts(db, test.workspaceId, test.subject.leadId)).toMatchObject({ 'crm.contacted': true })

    await unlogActivity(test.deps, test.subject, id)

    expect((await test.card()).timeline.some(({ kind }) => kind === 'activity')).toBe(false)
    expect(await loadLeadFacts(db, test.workspaceId, test.subject.leadId)).not.toHaveProperty('crm.contacted')
    await expect(unlogActivity(test.deps, test.subject, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('leaves them contacted while another act says so', async () => {
    const test = await hotLead(openTestStore)
    await logActivity(test.deps, test.subject, { what: 'meeting', at: test.clock.now() - DAY })
    const second = await logActivity(test.deps, test.subject, { what: 'email', text: 'Prices' })
    await unlogActivity(test.deps, test.subject, second)
    const facts = await loadLeadFacts(test.deps.store.db, test.workspaceId, test.subject.leadId)
    expect(facts).toMatchObject({ 'crm.contacted': true })
  })

  it('that is taken back leaves what others told as theirs', async () => {
    const test = await hotLead(openTestStore)
    const { deps, workspaceId, subject } = test
    const tell = async (id: string, at: number) => {
      const event = { id, type: 'meeting_held', lead: subject.leadId, at, properties: { title: 'Lunch' } }
      await recordActivity(deps, { workspaceId, source: 'crm', actor: 'key-1', events: [event] })
    }
    const contactedBy = async () => {
      const row = await deps.store.db
        .selectFrom('lead_facts')
        .select('actor')
        .where('fact', '=', 'crm.contacted')
        .executeTakeFirst()
      return row?.actor
    }
    await tell('lunch', test.clock.now() - DAY)
    const older = await logActivity(deps, subject, { what: 'call', at: test.clock.now() - 2 * DAY })
    await unlogActivity(deps, subject, older)
    expect(await contactedBy()).toBe('key-1')

    const newer = await logActivity(deps, subject, { what: 'call' })
    expect(await contactedBy()).toBe(subject.actor.id)
    await unlogActivity(deps, subject, newer)
    expect(await contactedBy()).toBe('system')
  })

  it('is refused for a day that has not come', async () => {
    const test = await hotLead(openTestStore)
    const ahead = logActivity(test.deps, test.subject, { what: 'note', text: 'x', at: test.clock.now() + DAY })
    await expect(ahead).rejects.toMatchObject({ code: 'invalid_body' })
  })

  it('comes and goes by the studio’s routes, and not on another workspace’s lead', async () => {
    const studio = await setUpStudio(await openTestStore())
    await publishFlow(studio.deps, studio.workspaceId)
    const lead = await addLead(studio.deps, { workspace_id: studio.workspaceId })
    const marketer = await studio.member('marketer')
    const told = await marketer.put(`/leads/${lead}/facts`, { facts: { title: 'Head of IT' } })
    expect([told.status, ((await told.json()) as { before: object }).before]).toEqual([200, { title: null }])
    const logged = await marketer.post(`/leads/${lead}/activity`, { what: 'trade_show', text: 'Hall 4' })
    const { activity } = (await logged.json()) as { activity: string }
    expect((await marketer.delete(`/leads/${lead}/activity/${activity}`)).status).toBe(200)
    const stranger = await studio.member('owner', await studio.otherWorkspace())
    expect((await stranger.put(`/leads/${lead}/facts`, { facts: { title: 'x' } })).status).toBe(404)
    expect((await stranger.post(`/leads/${lead}/activity`, { what: 'note', text: 'x' })).status).toBe(404)
  })
})

async function hotLead(openTestStore: () => Promise<Parameters<typeof createTestApp>[0]>) {
  const test = await createTestApp(await openTestStore())
  await startSession(test, { events: answered(HOT_ANSWERS) })
  const { db } = test.deps.store
  const { id } = await db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
  const { workspaceId } = test
  test.clock.pass(1_000)
  return {
    ...test,
    subject: { workspaceId, leadId: id, actor: { id: 'user-1', name: 'Mara Lind' } },
    lead: () => db.selectFrom('leads').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    async card() {
      const card = await loadLeadCard(db, workspaceId, id, test.clock.now())
      if (!card) throw new Error('The lead is gone.')
      return card
    },
  }
}

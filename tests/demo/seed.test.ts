import { describe, expect, test } from 'vitest'
import { createDemoClock } from '#demo/demo-clock.ts'
import { type Cell, scaled, tallybarnFigures, total } from '#demo/seed/figures.ts'
import { type NamedLead, namedLeads } from '#demo/seed/named-leads.ts'
import { withoutNamed } from '#demo/seed/plan-named.ts'
import { seedTallybarn } from '#demo/seed/seed-tallybarn.ts'
import { tellReturn } from '#demo/seed/tell-return.ts'
import { reportExperiments } from '#server/experiments/report-experiments.ts'
import { countFunnel } from '#server/reports/funnel.ts'
import { createUuidV7 } from '#server/store/uuid.ts'
import { createTestApp, START, seededBytes } from '../support/app.ts'
import { describeOnBoth, type TestDatabases, useTestDatabases } from '../support/databases.ts'

const SITE = 'http://localhost:4001'

async function seed(openTestStore: TestDatabases['openTestStore'], told: { cells: Cell[]; named: NamedLead[] }) {
  const store = await openTestStore()
  const clock = createDemoClock()
  clock.set(START - 100 * 86_400_000)
  const newId = createUuidV7({ now: clock.now, random: seededBytes(7) })
  const { app, deps } = await createTestApp(store, { deps: { now: clock.now, newId } })
  const send = async (request: Request) => await app.fetch(request)
  const place = { siteOrigin: SITE, parleyOrigin: 'http://localhost:4000' }
  const { workspaceId } = await seedTallybarn({ deps, clock, send, ...place, end: START, ...told })
  return { db: store.db, deps, workspaceId }
}

describe('the figures', () => {
  test('come to the story that is told', () => {
    expect(total(tallybarnFigures)).toEqual({
      exposed: 8_400,
      started: 1_180,
      completed: 690,
      qualified: 402,
      booked: 236,
    })
  })

  test.each([
    ['a', [322, 655, 978, 1302], [13, 27, 40, 52]],
    ['b', [325, 649, 973, 1296], [18, 38, 58, 79]],
  ])('of the teaser test add up week by week in variant %s', (variant, exposed, qualified) => {
    const weeks = tallybarnFigures.filter(cell => cell.experiment === 'teaser' && cell.variant === variant)
    const upTo = (of: (cell: Cell) => number) =>
      weeks.map((_, week) => weeks.slice(0, week + 1).reduce((s, c) => s + of(c), 0))
    expect(upTo(({ here }) => here.exposed)).toEqual(exposed)
    expect(upTo(({ here }) => here.qualified)).toEqual(qualified)
  })

  test('hold the named leads, who are told one by one', () => {
    const [all, rest] = [total(tallybarnFigures), total(withoutNamed(tallybarnFigures, namedLeads))]
    expect(all.exposed - rest.exposed).toBe(10)
    expect(all.completed - rest.completed).toBe(10)
    expect(all.qualified - rest.qualified).toBe(8)
    expect(all.booked - rest.booked).toBe(1)
  })
})

describeOnBoth('a twentieth of the history', openTestStore => {
  test('comes out as the funnel and as the experiments planned it', async () => {
    const cells = scaled(tallybarnFigures, 0.05)

    const { db, workspaceId } = await seed(openTestStore, { cells, named: [] })

    const funnel = await countFunnel(db, { workspaceId, days: 90, now: START })
    const { booked, ...reached } = total(cells)
    // Whoever holds the meeting accepts the lead.
    expect(funnel.total).toEqual({ ...reached, accepted: booked })
    const reports = [
      ...(await reportExperiments(db, { workspaceId, flowId: 'pricing', flows: [] })),
      ...(await reportExperiments(db, { workspaceId, flowId: 'landing', flows: [] })),
    ]
    for (const { id, variants, crossed } of reports) {
      expect(crossed).toBe(0)
      for (const { id: variant, exposed, started, completed, qualified } of variants) {
        const own = cells.filter(cell => cell.experiment === id && cell.variant === variant)
        const { booked: _booked, ...planned } = total(own.map(cell => ({ ...cell, elsewhere: NOBODY })))
        expect({ exposed, started, completed, qualified }, `${id} ${variant}`).toEqual(planned)
      }
    }
    expect(reports.map(({ id }) => id).sort()).toEqual(['launcher_words', 'opener', 'quote_30s', 'teaser'])
  })
})

describe('the named leads', () => {
  const { openTestStore } = useTestDatabases('sqlite')

  test('stand where the tour of the demo finds them', async () => {
    const { db, workspaceId } = await seed(openTestStore, { cells: [], named: [...namedLeads] })

    const leads = await db
      .selectFrom('leads')
      .select(['email_domain', 'fit', 'engagement', 'temperature', 'stage', 'outcome'])
      .where('workspace_id', '=', workspaceId)
      .orderBy('created_at')
      .execute()
    expect(leads.map(lead => Object.values(lead).join(' '))).toEqual([
      'rival.example 0 0 disqualified disqualified exit',
      'corner-store.example 23 5 cold lead trial',
      'smallworks.example 7 25 warm mql nurture',
      'bexarbolt.example 53 9 hot hold sales',
      'tejoware.example 45 13 warm mql nurture',
      'pellgate.example 55 9 hot mql sales',
      'nordvik-cold.example 70 17 hot sal sales',
      'fennmoor.example 43 20 hot sal sales',
      'sever-sklad.example 61 9 hot mql sales',
      'carpat-logistic.example 54 10 hot mql sales',
    ])
  })

  test('are told of acts elsewhere, which are no visits', async () => {
    const { db, workspaceId } = await seed(openTestStore, { cells: [], named: [...namedLeads] })

    const told = await db
      .selectFrom('activity_events')
      .select(['email', 'type', 'ignored'])
      .where('workspace_id', '=', workspaceId)
      .where('email', '=', 'miguel.santos@tejoware.example')
      .orderBy('at')
      .execute()
    expect(told.map(({ type }) => type)).toEqual(['email_opened', 'email_clicked', 'webinar_attended'])
  })

  test('the one on hold comes back past the line at which she is invited', async () => {
    const { db, deps, workspaceId } = await seed(openTestStore, { cells: [], named: [...namedLeads] })

    await tellReturn(deps, { workspaceId })

    const lead = await db
      .selectFrom('leads')
      .select(['score', 'stage'])
      .where('workspace_id', '=', workspaceId)
      .where('email', '=', 'karen.mitchell@bexarbolt.example')
      .executeTakeFirstOrThrow()
    expect(lead.stage).toBe('hold')
    expect(Math.round(lead.score)).toBe(78)
  })

  test('came by advertisements whose clicks are known', async () => {
    const { db, workspaceId } = await seed(openTestStore, { cells: [], named: [...namedLeads] })

    const sessions = await db
      .selectFrom('sessions')
      .select('context_json')
      .where('workspace_id', '=', workspaceId)
      .execute()
    const clicks = sessions.flatMap(({ context_json }) => Object.keys(JSON.parse(context_json).utm).filter(isClick))
    expect(clicks.sort()).toEqual(['gclid', 'gclid', 'li_fat_id'])
  })
})

const isClick = (name: string) => name === 'gclid' || name === 'li_fat_id'

const NOBODY = { started: 0, completed: 0, qualified: 0, booked: 0 }

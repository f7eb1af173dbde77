import { describe, expect, it } from 'vitest'
import { startFollowingModels } from '#server/leads/follow-live-models.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { judgedBy } from '#server/models/judged-by.ts'
import { saveModelSettings } from '#server/models/model-settings.ts'
import { differenceOf, proportionOf } from '#server/models/proportions.ts'
import { reportTrials } from '#server/models/report-trials.ts'
import { startShadowScores } from '#server/models/shadow-scores.ts'
import { startTrial, stopTrial } from '#server/models/trials.ts'
import { loadRelease } from '#server/publishing/live.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { changeModel, publishModel, withPoints } from './model-changes.ts'

const DAY = 86_400_000

describeOnBoth('trials of models', openTestStore => {
  it('a challenger scores its share of the new leads while it runs, the others and those before keep the live model', async () => {
    const test = await createTestApp(await openTestStore())
    await join(test, 'before')
    test.clock.pass(DAY)
    await changeModel(test, withPoints('role', 'executive', 1))
    const [trial] = await begin(test, { mode: 'challenger', share: 5_000 })
    for (let index = 0; index < 12; index += 1) await join(test, `during-${index}`)
    const during = await leadsOf(test)
    const challenged = during.filter(lead => lead.model_revision === trial?.revision)

    expect(during.find(({ email }) => email.startsWith('before'))).toMatchObject({ score: 67 })
    expect(new Set(during.filter(lead => !challenged.includes(lead)).map(({ fit }) => fit))).toEqual(new Set([67]))
    expect(new Set(challenged.map(({ fit }) => fit))).toEqual(new Set([53]))
    expect(challenged.length).toBeGreaterThan(0)
    expect(challenged.length).toBeLessThan(12)

    // Coming back changes neither the side nor the points.
    test.clock.pass(DAY)
    for (let index = 0; index < 12; index += 1) await join(test, `during-${index}`)
    const again = await leadsOf(test)
    const sides = (leads: typeof again) => leads.map(({ email, model_revision }) => [email, model_revision])
    expect(sides(again)).toEqual(sides(during))
    const [one] = challenged
    const card = await loadLeadCard(test.deps.store.db, test.workspaceId, one?.id ?? '', test.clock.now())
    expect(card?.score.fit).toBe(53)

    // Once it is over the live model scores them all.
    await stopTrial(test.deps, { ...keyOf(test), trialId: trial?.id ?? '' })
    for (let index = 0; index < 12; index += 1) await join(test, `during-${index}`)
    expect(new Set((await leadsOf(test)).map(({ fit }) => fit))).toEqual(new Set([67]))
  })

  it('what each side had qualified when it ended is kept, whatever the live model makes of the leads later', async () => {
    const test = await createTestApp(await openTestStore())
    await changeModel(test, withPoints('role', 'executive', -40))
    await begin(test, { mode: 'challenger', share: 5_000 })
    for (let index = 0; index < 12; index += 1) await join(test, `lead-${index}`)
    const report = async () => {
      const [newest] = await reportTrials(test.deps.store.db, { ...keyOf(test), now: test.clock.now() + 1 })
      return newest?.split
    }
    const running = await report()
    expect(running?.challenger.qualified.part).toBe(0)
    expect(running?.champion.qualified.part).toBe(running?.champion.leads)
    test.clock.pass(DAY)

    await publishModel(test, withPoints('role', 'executive', 14))
    const worker = startFollowingModels(test.deps)
    await worker.runOnce()
    await worker.stop()

    expect(new Set((await leadsOf(test)).map(({ fit }) => fit))).toEqual(new Set([66]))
    expect(await report()).toMatchObject({
      champion: { qualified: running?.champion.qualified },
      challenger: { qualified: running?.challenger.qualified },
    })
  })

  it('the result counts each lead once, on its own side, and ranks nothing early', async () => {
    const test = await createTestApp(await openTestStore())
    await changeModel(test, withPoints('role', 'executive', 1))
    await begin(test, { mode: 'challenger', share: 5_000 })
    for (let index = 0; index < 8; index += 1) await join(test, `lead-${index}`)

    const [report] = await reportTrials(test.deps.store.db, { ...keyOf(test), now: test.clock.now() })

    const { champion, challenger, state } = report?.split ?? {}
    expect((champion?.leads ?? 0) + (challenger?.leads ?? 0)).toBe(8)
    expect(state).toBe('collecting')
    const revisions = (await leadsOf(test)).map(({ model_revision }) => model_revision)
    expect(revisions.filter(revision => revision === report?.revision)).toHaveLength(challenger?.leads ?? -1)
  })

  it('a shadow scores along after the commit and changes nothing of the lead', async () => {
    const test = await createTestApp(await openTestStore())
    await join(test, 'before')
    test.clock.pass(1)
    await changeModel(test, withPoints('role', 'executive', -40))
    await begin(test, { mode: 'shadow' })
    await join(test, 'during')
    const shadows = startShadowScores(test.deps)
    expect(await shadows.runOnce()).toBe(1)
    expect(await shadows.runOnce()).toBe(0)

    expect((await leadsOf(test)).map(({ fit }) => fit)).toEqual([67, 67])
    const [report] = await reportTrials(test.deps.store.db, { ...keyOf(test), now: test.clock.now() })
    expect(report?.shadow).toMatchObject({
      leads: 1,
      liveOnly: 1,
      parted: [{ live: { score: 67, qualified: true }, shadow: { score: 12, qualified: false } }],
    })

    test.clock.pass(DAY)
    await join(test, 'during')
    expect(await shadows.runOnce()).toBe(1)
    await shadows.stop()
  })

  it('end when another model goes live, and one of a kind runs at a time', async () => {
    const test = await createTestApp(await openTestStore())
    await changeModel(test, withPoints('role', 'executive', 1))
    await begin(test, { mode: 'shadow' })
    await expect(begin(test, { mode: 'shadow' })).rejects.toMatchObject({ code: 'conflict' })
    await begin(test, { mode: 'challenger', share: 1_000 })

    await publishModel(test, withPoints('role', 'executive', 2))

    const reports = await reportTrials(test.deps.store.db, { ...keyOf(test), now: test.clock.now() })
    expect(reports.map(({ endedWhy }) => endedWhy)).toEqual(['published', 'published'])
  })

  it('a challenger that never was live is signed first where the workspace wants that; a shadow need not be', async () => {
    const test = await createTestApp(await openTestStore())
    await saveModelSettings(test.deps, test.workspaceId, { signOff: true, reviewDays: 30 })
    await changeModel(test, withPoints('role', 'executive', 1))
    await begin(test, { mode: 'shadow' })
    await expect(begin(test, { mode: 'challenger', share: 1_000 })).rejects.toMatchObject({ code: 'sign_off_missing' })
  })

  it('of a model that does not pass the checks are refused', async () => {
    const test = await createTestApp(await openTestStore())
    await changeModel(test, model => ({ ...model, thresholds: { hot: { score: 10, fit: 0 }, cold: { below: 20 } } }))
    await expect(begin(test, { mode: 'challenger', share: 1_000 })).rejects.toMatchObject({ code: 'model_invalid' })
  })

  it('need a live flow and another model', async () => {
    const test = await createTestApp(await openTestStore())
    await expect(begin(test, { mode: 'shadow' })).rejects.toMatchObject({ code: 'conflict' })
    const release = await loadRelease(test.deps.store.db, test.workspaceId, test.release.id)
    expect(release && judgedBy(release, { id: 'a', createdAt: 0 })).toBe(release)
  })
})

describe('shares', () => {
  it('come with Wilson’s interval, and of nothing there is none', () => {
    // Newcombe 1998, table II: 15/148 and 0/20.
    expect(proportionOf(15, 148)).toMatchObject({ low: expect.closeTo(0.0624, 4), high: expect.closeTo(0.1605, 4) })
    expect(proportionOf(0, 20)).toMatchObject({ share: 0, low: 0, high: expect.closeTo(0.1611, 4) })
    expect(proportionOf(0, 0)).toMatchObject({ share: null, low: 0, high: 1 })
  })

  it('differ by Newcombe’s interval', () => {
    // Newcombe, Statistics in Medicine 17, 873–890, table II (a), method 10: 56/70 − 48/80.
    const difference = differenceOf(proportionOf(48, 80), proportionOf(56, 70))
    expect(difference).toMatchObject({
      by: expect.closeTo(0.2, 10),
      low: expect.closeTo(0.0524, 4),
      high: expect.closeTo(0.3339, 4),
    })
    expect(differenceOf(proportionOf(0, 0), proportionOf(1, 2))).toBeNull()
  })
})

function keyOf({ workspaceId, flowId }: TestApp) {
  return { workspaceId, flowId }
}

async function begin(test: TestApp, { mode, share = 0 }: { mode: 'shadow' | 'challenger'; share?: number }) {
  return [
    await startTrial(test.deps, { ...keyOf(test), mode, share, candidate: { kind: 'draft' }, by: 'Mara Lind' }),
  ] as const
}

async function join(test: TestApp, name: string): Promise<void> {
  await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: `${name}@${name}.example` }) })
}

async function leadsOf({ deps }: TestApp) {
  return await deps.store.db
    .selectFrom('leads')
    .select(['id', 'email', 'fit', 'score', 'model_revision'])
    .orderBy('id')
    .execute()
}

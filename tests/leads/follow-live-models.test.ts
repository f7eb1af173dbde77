import { expect, it } from 'vitest'
import { startAccountWorker } from '#server/accounts/account-worker.ts'
import { createDestination } from '#server/delivery/save-destination.ts'
import { startFollowingModels } from '#server/leads/follow-live-models.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { sweepScores } from '#server/leads/sweep-scores.ts'
import { startTrial, stopTrial } from '#server/models/trials.ts'
import { rollback } from '#server/publishing/publish.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { changeModel, publishModel, withPoints } from '../models/model-changes.ts'

const DAY = 86_400_000

describeOnBoth('leads follow the live model', openTestStore => {
  it('a competitor’s domain that is added puts out who is in already, and taking it away lets them in again', async () => {
    const test = await createTestApp(await openTestStore())
    await join(test, 'ida@rival.example')
    await join(test, 'ove@customer.example')
    const [before] = await leadsOf(test)
    const worker = startFollowingModels(test.deps)
    expect(await worker.runOnce()).toBe(0)
    test.clock.pass(DAY)
    await publishModel(test, withCompetitor('rival.example'))

    expect(await worker.runOnce()).toBe(1)

    const [ida, ove] = await leadsOf(test)
    expect(ida).toMatchObject({
      temperature: 'disqualified',
      stage: 'disqualified',
      disqualified_reason: 'A competitor',
    })
    expect(ove).toMatchObject({ temperature: before?.temperature, stage: before?.stage, score: before?.score })
    const card = await loadLeadCard(test.deps.store.db, test.workspaceId, ida?.id ?? '', test.clock.now())
    expect(card?.history.at(-1)).toMatchObject({
      type: 'stage_changed',
      at: test.clock.now(),
      body: { from: before?.stage, to: 'disqualified', reason: 'another_model' },
    })

    await rollback(test.deps, { ...keyOf(test), releaseId: test.release.id })
    expect(await worker.runOnce()).toBe(1)
    expect((await leadsOf(test))[0]).toEqual({ ...before, stage_since: test.clock.now() })
    await worker.stop()
  })

  it('tells nobody, and takes nobody for one who did something', async () => {
    const test = await createTestApp(await openTestStore())
    const { deps, workspaceId } = test
    const crm = { workspaceId, connector: 'webhook', name: 'CRM', settings: { url: 'https://crm.example/hook' } }
    await deps.store.write(trx => createDestination(trx, deps, crm))
    await join(test, 'ida@customer.example')
    await join(test, 'ove@customer.example')
    const accounts = startAccountWorker(deps)
    await accounts.runOnce()
    const [before] = await leadsOf(test)
    test.clock.pass(DAY)
    await publishModel(test, withPoints('role', 'executive', -40))
    // A colleague comes meanwhile, by what was live when they began: that tells of what it finds, and brings nobody over.
    await join(test, 'una@customer.example')
    const deliveries = await deliveriesOf(test)
    expect(deliveries).not.toEqual([])
    expect(await accounts.runOnce()).toBeGreaterThan(0)
    await accounts.stop()
    expect((await leadsOf(test))[0]).toEqual(before)

    const worker = startFollowingModels(test.deps)
    expect(await worker.runOnce()).toBe(3)
    await worker.stop()

    const [after] = await leadsOf(test)
    expect(after?.temperature).not.toBe(before?.temperature)
    expect(after?.score).not.toBe(before?.score)
    expect(after?.updated_at).toBe(before?.updated_at)
    expect(await deliveriesOf(test)).toEqual(deliveries)
    expect(test.news.map(({ lead }) => lead)).toContain(after?.id)
  })

  it('takes up what a stop left, and goes through any number of leads once', async () => {
    const test = await createTestApp(await openTestStore())
    for (let index = 0; index < 23; index += 1) await join(test, `lead-${index}@company-${index}.example`)
    await publishModel(test, withPoints('role', 'executive', 1))
    const stopped = startFollowingModels(test.deps)
    await stopped.stop()
    expect(await stopped.runOnce()).toBe(0)

    const worker = startFollowingModels(test.deps)
    expect(await worker.runOnce()).toBe(23)
    expect(await worker.runOnce()).toBe(0)
    await worker.stop()
    const again = startFollowingModels(test.deps)
    expect(await again.runOnce()).toBe(0)
    await again.stop()
    expect(new Set((await leadsOf(test)).map(({ score }) => score))).toEqual(new Set([53]))
  })

  it('leaves a challenger its share while it runs, and no longer', async () => {
    const test = await createTestApp(await openTestStore())
    await changeModel(test, withPoints('role', 'executive', 1))
    const candidate = { kind: 'draft' } as const
    const share = 5_000
    const trial = await startTrial(test.deps, { ...keyOf(test), mode: 'challenger', share, candidate, by: 'Mara' })
    for (let index = 0; index < 12; index += 1) await join(test, `lead-${index}@company-${index}.example`)
    const worker = startFollowingModels(test.deps)
    expect(await worker.runOnce()).toBe(0)
    const challenged = (await leadsOf(test)).filter(({ fit }) => fit === 53)
    expect(challenged.length).toBeGreaterThan(0)

    await stopTrial(test.deps, { ...keyOf(test), trialId: trial.id })

    expect(await worker.runOnce()).toBe(challenged.length)
    expect(new Set((await leadsOf(test)).map(({ fit }) => fit))).toEqual(new Set([67]))
    await worker.stop()
  })

  it('the nightly sweep finds who came by a release that was live no more', async () => {
    const test = await createTestApp(await openTestStore())
    const worker = startFollowingModels(test.deps)
    await publishModel(test, withPoints('role', 'executive', 1))
    await worker.runOnce()
    await join(test, 'late@customer.example')
    expect((await leadsOf(test))[0]).toMatchObject({ fit: 67 })

    expect(await worker.runOnce()).toBe(0)
    expect(await sweepScores(test.deps)).toMatchObject({ rescored: 1 })
    expect((await leadsOf(test))[0]).toMatchObject({ fit: 53 })
    await worker.stop()
  })
})

function withCompetitor(domain: string): (model: ScoreModel) => ScoreModel {
  const rule = { id: 'rival', reason: 'A competitor', when: { fact: 'email.domain', in: [domain] } } as const
  return model => ({ ...model, disqualify: [...(model.disqualify ?? []), rule] })
}

function keyOf({ workspaceId, flowId }: TestApp) {
  return { workspaceId, flowId }
}

async function join(test: TestApp, email: string): Promise<void> {
  await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: email }) })
}

async function leadsOf({ deps }: TestApp) {
  return await deps.store.db.selectFrom('leads').selectAll().orderBy('created_at').orderBy('email').execute()
}

async function deliveriesOf({ deps }: TestApp) {
  return await deps.store.db.selectFrom('deliveries').selectAll().orderBy('id').execute()
}

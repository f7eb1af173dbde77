import { expect, it } from 'vitest'
import { changeOwner } from '#server/hand-over/change-owner.ts'
import { undoOwner } from '#server/hand-over/undo-owner.ts'
import { createSegment } from '#server/nurture/segments.ts'
import { addAutomation, createNurtureApp, runs, steps } from '#tests/nurture/setup.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { CLICKS_COUNT, clicks, decisionsOf, handOver, leadBy, TURNS, warmLead } from './setup.ts'

const EMAIL = 'ida@nordvik-cold.example'
const FLOW = { flow: { model: CLICKS_COUNT, routing: TURNS } }
const CROSSES_50 = { kind: 'score', measure: 'score', direction: 'up', at: 50 } as const

describeOnBoth('an automation', openTestStore => {
  it('hands a lead over that nobody owns, by the rules, and says so in the record', async () => {
    const app = await createNurtureApp(await openTestStore(), FLOW)
    const id = await addAutomation(app, CROSSES_50, [{ kind: 'hand_over', to: { kind: 'route' } }], { name: 'Past 50' })
    const lead = await warmLead(app)
    await app.worker.runOnce()
    await handOver(app)
    expect(await leadBy(app, EMAIL)).toMatchObject({ owner_id: 'ann' })
    const [, later] = await decisionsOf(app, lead)
    expect(later).toMatchObject({ why: 'automation', actor: `automation:${id}`, actor_name: 'Past 50' })
  })

  it('hands one over to a named person whoever has it, and leaves it where it is meant to be', async () => {
    const app = await createNurtureApp(await openTestStore(), FLOW)
    await addAutomation(app, CROSSES_50, [
      { kind: 'hand_over', to: { kind: 'team', team: 'sales' } },
      { kind: 'hand_over', to: { kind: 'person', person: 'ben' } },
    ])
    await warmLead(app)
    await app.worker.runOnce()
    await handOver(app)
    expect(await leadBy(app, EMAIL)).toMatchObject({ owner_id: 'ben' })

    await addAutomation(app, { kind: 'temperature', to: 'hot', direction: 'up' }, [
      { kind: 'hand_over', to: { kind: 'team', team: 'sales' } },
    ])
    await clicks(app, EMAIL)
    await app.worker.runOnce()
    expect((await steps(app)).at(-1)).toMatchObject({ status: 'skipped', reason: 'has_owner' })
    expect(await handOver(app)).toBe(0)
  })

  it('sees who enters and leaves a segment by getting another owner, one step after what gave it away', async () => {
    const app = await createNurtureApp(await openTestStore(), FLOW)
    const condition = { fact: 'owner.id', is: 'ben' } as const
    const { id: segment } = await createSegment(app.deps, app.workspaceId, { name: 'Of Ben', condition })
    const tag = [{ kind: 'fact', fact: 'tag.x', value: true }] as const
    await addAutomation(app, { kind: 'segment', move: 'enters', segment }, tag, { name: 'in' })
    await addAutomation(app, { kind: 'segment', move: 'leaves', segment }, tag, { name: 'out' })
    await addAutomation(app, CROSSES_50, [{ kind: 'hand_over', to: { kind: 'person', person: 'ben' } }])
    const leadId = await warmLead(app)
    await app.worker.runOnce()
    await handOver(app)
    await app.worker.runOnce()
    expect((await runs(app)).map(({ fired, depth }) => [fired, depth])).toEqual([
      [1, 0],
      [1, 1],
    ])

    const subject = { workspaceId: app.workspaceId, leadId, actor: { id: 'user-1', name: 'Mara Lind' } }
    await changeOwner(app.deps, { ...subject, change: { person: 'ann' } })
    await app.worker.runOnce()
    expect(JSON.parse((await runs(app)).at(-1)?.seen_json ?? '')).toMatchObject({ move: 'leaves' })
    await undoOwner(app.deps, subject)
    expect(await app.worker.runOnce()).toBeGreaterThan(0)
  })

  it('cannot name somebody whom no routing knows', async () => {
    const app = await createNurtureApp(await openTestStore(), FLOW)
    const eve = { kind: 'hand_over', to: { kind: 'person', person: 'eve' } } as const
    await expect(addAutomation(app, CROSSES_50, [eve])).rejects.toMatchObject({ code: 'invalid_body' })
  })
})

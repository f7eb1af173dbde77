import { expect, it } from 'vitest'
import { type Queue, removeWaiting, takeDue } from '#server/background/take-due.ts'
import { SYSTEM } from '#server/hand-over/hand-over-type.ts'
import { queueHandOvers } from '#server/hand-over/queue-hand-over.ts'
import { StoreBusyError } from '#server/store/store-errors.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('what waits in a queue', openTestStore => {
  it('is taken once, and what fails holds up nothing else', async () => {
    const test = await createTestApp(await openTestStore())
    await wait(test, 'bad', 'good', 'fine')
    const taken: string[] = []
    const take = async (id: string) => {
      if (id === 'bad') throw new Error('It is broken.')
      taken.push(id)
    }
    expect(await round(test, take)).toBe(3)
    expect(taken).toEqual(['fine', 'good'])
    expect(await waiting(test)).toEqual([{ id: 'bad', attempts: 1 }])
    expect(await round(test, take)).toBe(0)
  })

  it('is given up after five attempts, also where giving it up fails', async () => {
    const test = await createTestApp(await openTestStore())
    await wait(test, 'bad')
    const broken = () => Promise.reject(new Error('It is broken.'))
    for (const attempts of [1, 2, 3, 4]) {
      await round(test, broken, broken)
      expect(await waiting(test)).toEqual([{ id: 'bad', attempts }])
      test.clock.pass(30_000)
    }
    await round(test, broken, broken)
    expect(await waiting(test)).toEqual([])
  })

  it('waits for as long as the store is busy', async () => {
    const test = await createTestApp(await openTestStore())
    await wait(test, 'one')
    for (let time = 0; time < 8; time += 1) {
      await round(test, () => Promise.reject(new StoreBusyError('Too much at once.')))
      test.clock.pass(30_000)
    }
    expect(await waiting(test)).toEqual([{ id: 'one', attempts: 0 }])
    await round(test, () => Promise.resolve())
    expect(await waiting(test)).toEqual([])
  })
})

type Act = (id: string) => Promise<void>

async function round({ deps }: TestApp, act: Act, giveUp?: Act): Promise<number> {
  const queue: Queue = {
    table: 'lead_hand_overs',
    async take(row) {
      await act(row.id)
      await deps.store.write(trx => removeWaiting(trx, 'lead_hand_overs', row))
    },
    ...(giveUp && { giveUp: row => giveUp(row.id) }),
    name: 'row',
    trouble: 'it did not work',
  }
  return await takeDue(deps, queue, () => false)
}

async function wait({ deps, workspaceId }: TestApp, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const row = { workspaceId, leadId: 'lead', why: 'hot', target: { kind: 'route' }, fromOwner: null } as const
    const named = { newId: () => id }
    await deps.store.write(trx => queueHandOvers(trx, named, [{ ...row, actor: SYSTEM, at: deps.now() }]))
  }
}

function waiting({ deps }: TestApp) {
  return deps.store.db.selectFrom('lead_hand_overs').select(['id', 'attempts']).execute()
}

import { expect, it } from 'vitest'
import { createTurns } from '#server/store/turns.ts'

it('turns are taken one at a time, first come first served', async () => {
  const turns = createTurns({ patienceMs: 1000 })
  const order: string[] = []
  const visit = async (name: string) => {
    await turns.take()
    order.push(`${name} in`)
    await Promise.resolve()
    order.push(`${name} out`)
    turns.pass()
  }
  await Promise.all([visit('a'), visit('b'), visit('c')])
  expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out'])
})

it('who waits too long gets store_busy and loses the place in the queue', async () => {
  const turns = createTurns({ patienceMs: 5 })
  await turns.take()
  await expect(turns.take()).rejects.toMatchObject({ code: 'store_busy' })
  turns.pass()
  await turns.take()
})

import { expect, it } from 'vitest'
import { ABREAST, inGroups } from '#server/imports/in-groups.ts'

const numbers = Array.from({ length: 100 }, (_, index) => index)

it('all are done, those of a group in their order, a few groups at once', async () => {
  const done: number[] = []
  let under = 0
  let most = 0
  await inGroups(
    numbers,
    one => String(one % 10),
    async one => {
      under += 1
      most = Math.max(most, under)
      await Promise.resolve()
      under -= 1
      done.push(one)
    },
  )
  expect(done.toSorted((a, b) => a - b)).toEqual(numbers)
  expect(done.filter(one => one % 10 === 3)).toEqual(numbers.filter(one => one % 10 === 3))
  expect(most).toBe(ABREAST)
})

it('once one fails nothing new is begun', async () => {
  const done: number[] = []
  const work = async (one: number) => {
    await Promise.resolve()
    if (one === 20) throw new Error('The disk is full.')
    done.push(one)
  }
  await expect(inGroups(numbers, String, work)).rejects.toThrow('The disk is full.')
  expect(done.length).toBeLessThan(20 + ABREAST)
})

import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createUuidV7 } from '#server/store/uuid.ts'

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

it('every id has the shape of a UUIDv7 and begins with its time', () => {
  const time = Date.UTC(2026, 10, 22)
  const id = createUuidV7({ now: () => time, random: randomBytes })()
  expect(id).toMatch(SHAPE)
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(time)
})

it('ids of one millisecond are different and sort in the order they were made', () => {
  const next = createUuidV7({ now: () => 1_700_000_000_000, random: randomBytes })
  const ids = Array.from({ length: 20_000 }, next)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.toSorted()).toEqual(ids)
})

it('ids keep their order when the clock steps back', () => {
  const times = [5000, 4000, 6000, 1, 6000, 7000]
  const next = createUuidV7({ now: () => times.shift() ?? 0, random: randomBytes })
  const ids = Array.from({ length: 6 }, next)
  expect(ids.toSorted()).toEqual(ids)
})

it('the same time and randomness give the same id', () => {
  const make = createUuidV7({ now: () => 0x0190_0000_0000, random: length => new Uint8Array(length).fill(0xff) })
  expect(make()).toBe('01900000-0000-77ff-bfff-ffffffffffff')
})

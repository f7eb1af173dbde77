import fc from 'fast-check'
import { expect, it } from 'vitest'
import { burstOf, machineReason } from '#server/activity/machine-acts.ts'
import cases from './cases/machine-acts.json' with { type: 'json' }

const AT = 1_795_338_000_000

interface Case {
  readonly title: string
  readonly type: string
  readonly properties?: Readonly<Record<string, string | boolean>>
  readonly sentAgo?: number
  readonly reason: string | null
}

it.each(cases as readonly Case[])('$title', ({ type, properties = {}, sentAgo, reason }) => {
  const sent: Record<string, number> = sentAgo === undefined ? {} : { sent_at: AT - sentAgo }
  const event = { id: 'e', type, subject: {}, path: '', properties: { ...properties, ...sent }, at: AT, hash: '' }
  expect(machineReason(event)).toBe(reason)
})

it('three links within a second are a scanner’s, two or three seconds apart are not', () => {
  const clicks = (times: readonly number[]) => times.map((at, index) => ({ id: `c${index}`, link: `l${index}`, at }))
  expect([...burstOf(clicks([0, 400, 900]))]).toEqual(['c0', 'c1', 'c2'])
  expect(burstOf(clicks([0, 400])).size).toBe(0)
  expect(burstOf(clicks([0, 1_500, 3_000])).size).toBe(0)
  expect(burstOf([0, 1, 2].map(at => ({ id: `c${at}`, link: 'the same', at }))).size).toBe(0)
})

it('which clicks belong to a burst does not depend on their order', () => {
  const click = fc.record({
    id: fc.uuid(),
    link: fc.constantFrom('a', 'b', 'c', 'd'),
    at: fc.integer({ min: 0, max: 4_000 }),
  })
  const shuffled = fc
    .array(click, { maxLength: 12 })
    .chain(clicks =>
      fc.tuple(
        fc.constant(clicks),
        fc.shuffledSubarray(clicks, { minLength: clicks.length, maxLength: clicks.length }),
      ),
    )
  fc.assert(
    fc.property(shuffled, ([clicks, other]) => {
      expect([...burstOf(other)].sort()).toEqual([...burstOf(clicks)].sort())
    }),
  )
})

import { expect, it } from 'vitest'
import { funnelSteps } from '#studio/reports/funnel-steps.ts'
import { niceTop, pointsOf } from '#studio/reports/trend-points.ts'

it('each step of the funnel says what is left of the first and of the one before', () => {
  const steps = funnelSteps({ exposed: 8400, started: 1180, completed: 690, qualified: 402, accepted: 118 })
  expect(steps.map(({ id, kept }) => [id, kept && Math.round(100 * kept)])).toEqual([
    ['exposed', null],
    ['started', 14],
    ['completed', 58],
    ['qualified', 58],
    ['accepted', 29],
  ])
  expect(steps[1]?.share).toBeCloseTo(1180 / 8400)
})

it('an empty funnel divides by nothing', () => {
  const steps = funnelSteps({ exposed: 0, started: 0, completed: 0, qualified: 0, accepted: 0 })
  expect(steps.every(({ share, kept }) => share === 0 && kept === null)).toBe(true)
})

it.each([
  [0, 2],
  [3, 4],
  [7, 10],
  [11, 20],
  [34, 40],
  [57, 100],
  [402, 500],
])('a scale up to %i ends at %i', (highest, top) => {
  expect(niceTop(highest)).toBe(top)
})

it('points run from the bottom at nothing to the top at the most, and one day is a line too', () => {
  expect(pointsOf([0, 5, 10], 10)).toBe('0,100 1,50 2,0')
  expect(pointsOf([5], 10)).toBe('0,50 1,50')
})

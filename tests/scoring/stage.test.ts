import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STAGES, type Stage, type StageInput, stageOf } from '#server/scoring/stage.ts'
import '../support/fixed-seed.ts'
import cases from './cases/stage.json' with { type: 'json' }

interface StageCase {
  readonly title: string
  readonly score: number
  readonly stage: Stage
  readonly asked?: boolean
  readonly askedForSales?: 'mql' | 'sal' | 'sql'
  /** From which score on leads go to sales. */
  readonly sal?: number
  readonly interested?: boolean
  readonly overdue?: boolean
  readonly disqualified?: boolean
  readonly current?: Stage
  readonly setByPerson?: boolean
  readonly before?: Stage
}

test.each(cases as StageCase[])(
  '$title',
  ({ stage, asked, askedForSales, sal, disqualified, title: _title, ...given }) => {
    const found = stageOf({
      model: { mql: { score: 30 }, ...(askedForSales && { askedForSales }), ...(sal && { sal: { score: sal } }) },
      disqualified: disqualified ?? false,
      askedForSales: asked ?? false,
      ...given,
    })
    expect(found).toBe(stage)
  },
)

const WAY_UP: readonly Stage[] = ['lead', 'mql', 'sal', 'sql', 'opportunity', 'customer']

/** What the rules see at one moment; nobody moves the lead by hand. */
const moment = fc.record({
  model: fc.record({
    mql: fc.record({ score: fc.integer({ min: 0, max: 60 }) }),
    askedForSales: fc.constantFrom('mql', 'sal', 'sql'),
    sal: fc.record({ score: fc.integer({ min: 0, max: 90 }) }),
  }),
  score: fc.integer({ min: -20, max: 100 }),
  disqualified: fc.boolean(),
  askedForSales: fc.boolean(),
  interested: fc.boolean(),
  overdue: fc.boolean(),
}) satisfies fc.Arbitrary<StageInput>

test('no sequence of automatic moves takes a lead past a disqualifier', () => {
  const start = fc.constantFrom(undefined, ...STAGES.filter(stage => stage !== 'customer'))
  fc.assert(
    fc.property(start, fc.array(moment, { maxLength: 20 }), (first, moments) => {
      walk(first, moments, (_before, after, { disqualified }) => {
        if (disqualified) expect(after).toBe('disqualified')
      })
    }),
  )
})

test('no sequence of automatic moves takes a lead backwards, but for one that took too long back to marketing', () => {
  fc.assert(
    fc.property(fc.constantFrom(undefined, ...STAGES), fc.array(moment, { maxLength: 20 }), (first, moments) => {
      let reached = -1
      walk(first, moments, (before, after, { overdue }) => {
        if (after === 'recycled' && before !== 'recycled') {
          // Where a rule let go, it stands where it stood before.
          if (before !== 'disqualified') expect(overdue).toBe(true)
          expect(['hold', 'sal', 'disqualified']).toContain(before)
          reached = -1
        }
        const rung = WAY_UP.indexOf(after)
        if (rung < 0) return
        expect(rung).toBeGreaterThanOrEqual(reached)
        reached = rung
      })
    }),
  )
})

/** Lets the rules move a lead from moment to moment, as its history would. */
function walk(
  first: Stage | undefined,
  moments: readonly StageInput[],
  look: (before: Stage | undefined, after: Stage, moment: StageInput) => void,
): void {
  let current = first
  let kept: Stage | undefined
  for (const input of moments) {
    const after = stageOf({ ...input, ...(current && { current }), ...(kept && { before: kept }) })
    look(current, after, input)
    if (after === 'disqualified' && current !== 'disqualified') kept = current
    current = after
  }
}

import { expect, test } from 'vitest'
import { type Stage, stageOf } from '#server/scoring/stage.ts'
import cases from './cases/stage.json' with { type: 'json' }

interface StageCase {
  readonly title: string
  readonly score: number
  readonly stage: Stage
  readonly asked?: boolean
  readonly askedForSales?: 'mql' | 'sal' | 'sql'
  readonly disqualified?: boolean
  readonly current?: Stage
  readonly setByPerson?: boolean
}

test.each(cases as StageCase[])(
  '$title',
  ({ score, stage, asked, askedForSales, disqualified, current, setByPerson }) => {
    const found = stageOf({
      model: { mql: { score: 30 }, ...(askedForSales && { askedForSales }) },
      score,
      disqualified: disqualified ?? false,
      askedForSales: asked ?? false,
      ...(current && { current }),
      ...(setByPerson && { setByPerson }),
    })
    expect(found).toBe(stage)
  },
)

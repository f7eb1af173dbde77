import { describe, expect, it } from 'vitest'
import type { Label } from '#server/models/label-lead.ts'
import {
  agreementOf,
  liftTable,
  type Measured,
  qualityOf,
  splitByTime,
  thresholdTable,
} from '#server/models/measure.ts'
import cases from './cases/measures.json' with { type: 'json' }

type Row = [number | null, Label, Measured['verdict'], number]

describe.each(cases)('measures of $title', given => {
  const leads = (given.leads as Row[]).map(toMeasured(given.threshold))

  it('tell good from bad as counted by hand', () => {
    expect(qualityOf(leads)).toEqual(given.quality)
  })

  it('agree with sales as counted by hand', () => {
    const { kappa, ...counts } = agreementOf(leads)
    expect(counts).toEqual({ ...given.agreement, kappa: undefined })
    if (given.agreement.kappa === null) expect(kappa).toBeNull()
    else expect(kappa).toBeCloseTo(given.agreement.kappa, 12)
  })

  it('lift by tenths as counted by hand', () => {
    const rows = liftTable(leads).map(({ from, to, leads: all, good, lift, found }) => [
      from,
      to,
      all,
      good,
      lift,
      found,
    ])
    expect(rows).toEqual(given.lift)
  })

  it('thresholds as counted by hand', () => {
    const rows = thresholdTable(leads, { owners: given.owners, weeks: given.weeks })
    for (const row of given.at) expect(rows.find(({ score }) => score === row.score)).toEqual(row)
    expect(rows.length).toBeLessThanOrEqual(101)
  })
})

describe('the time split', () => {
  it('puts the older 70 % apart from the newer 30 %, whatever their order', () => {
    const days = [7, 3, 9, 1, 5, 2, 8, 4, 10, 6]
    const leads = days.map(day => ({ ...toMeasured(0)([day, 'bad', null, 0]), createdAt: day }))
    const { older, newer, at } = splitByTime(leads, 0.7)
    expect(older.map(({ createdAt }) => createdAt)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(newer.map(({ createdAt }) => createdAt)).toEqual([8, 9, 10])
    expect(at).toBe(8)
  })

  it('of nobody is nobody', () => {
    expect(splitByTime([], 0.7)).toEqual({ older: [], newer: [], at: null })
  })
})

function toMeasured(threshold: number) {
  return ([score, label, verdict, owner]: Row): Measured => ({
    score,
    label,
    verdict,
    owner,
    qualified: score !== null && score >= threshold,
    createdAt: 0,
  })
}

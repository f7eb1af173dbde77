import { describe, expect, it } from 'vitest'
import { differenceOf, wilson } from '#server/learning/intervals.ts'
import { type JudgedLead, judgeRules } from '#server/learning/rule-verdicts.ts'

function leads(count: number, good: number, touch?: { negative?: boolean; decisive?: boolean }): JudgedLead[] {
  return Array.from({ length: count }, (_, index) => ({
    good: index < good,
    touches: touch ? [{ ruleId: 'guide', negative: touch.negative ?? false, decisive: touch.decisive ?? false }] : [],
  }))
}

describe('judgeRules', () => {
  it('counts the leads a rule lifted over the threshold and how they came out', () => {
    const [verdict] = judgeRules([...leads(16, 2, { decisive: true }), ...leads(40, 24)])
    expect(verdict).toMatchObject({ leads: 16, good: 2, decisive: 16, decisiveGood: 2, code: 'against' })
    expect(verdict?.difference?.to).toBeLessThan(0)
  })

  it('says a penalty helps when the leads it counted for came out worse', () => {
    const [verdict] = judgeRules([...leads(30, 2, { negative: true }), ...leads(60, 30)])
    expect(verdict).toMatchObject({ negative: true, code: 'helps' })
  })

  it('judges what a rule adds and what it takes off apart', () => {
    const verdicts = judgeRules([...leads(30, 25, {}), ...leads(40, 4, { negative: true }), ...leads(30, 12)])
    expect(verdicts.map(({ negative, leads: count, code }) => [negative, count, code])).toEqual([
      [true, 40, 'helps'],
      [false, 30, 'helps'],
    ])
  })

  it('calls nothing a difference that chance makes', () => {
    expect(judgeRules([...leads(12, 7, {}), ...leads(30, 15)])[0]?.code).toBe('unclear')
    expect(judgeRules([...leads(4, 4, {}), ...leads(30, 3)])[0]?.code).toBe('too_few')
    expect(judgeRules(leads(30, 15, {}))[0]).toMatchObject({ code: 'too_few', without: null })
    expect(judgeRules([])).toEqual([])
  })
})

describe('intervals', () => {
  it('are those of Wilson and Newcombe', () => {
    // Newcombe 1998 (Statistics in Medicine 17), table II: 56/70 − 48/80 by method 10.
    const difference = differenceOf(wilson(56, 70) ?? never(), wilson(48, 80) ?? never())
    expect(difference.share).toBeCloseTo(0.2, 10)
    expect(difference.from).toBeCloseTo(0.0524, 4)
    expect(difference.to).toBeCloseTo(0.3339, 4)
    expect(wilson(0, 10)?.to).toBeCloseTo(0.2775, 4)
    expect(wilson(0, 0)).toBeNull()
  })
})

function never(): never {
  throw new Error('There is an interval.')
}

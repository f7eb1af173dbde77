import { describe, expect, it } from 'vitest'
import type { LearningReport } from '#server/http/api-type.ts'
import { isWorthTaking, pairs, percent, verdictName, verdictWords } from '#studio/learning/learning-words.ts'

const verdict: LearningReport['verdicts'][number] = {
  ruleId: 'guide',
  label: 'Downloaded the guide',
  group: 'engagement',
  bothWays: false,
  negative: false,
  leads: 30,
  good: 6,
  decisive: 16,
  decisiveGood: 2,
  with: { share: 0.2, from: 0.1, to: 0.37 },
  without: { share: 0.4, from: 0.3, to: 0.5 },
  difference: { share: -0.2, from: -0.35, to: -0.02 },
  code: 'against',
}

describe('verdictWords', () => {
  it('tells how many of the leads a rule lifted were rejected', () => {
    expect(verdictWords(verdict, 'accepted')).toBe(
      '6 of 30 leads it gave points to were accepted by sales; of the others 40\u00a0% did. 14 of 16 it lifted over the threshold were rejected.',
    )
  })

  it('tells of a penalty how many it kept below', () => {
    const words = verdictWords({ ...verdict, negative: true }, 'won')
    expect(words).toContain('6 of 30 leads it took points from became customers')
    expect(words).toContain('Of 16 it kept below the threshold, 2 became customers all the same.')
  })

  it('says nothing of a threshold no lead crossed, or of others there are not', () => {
    const alone = { ...verdict, decisive: 0, decisiveGood: 0, without: null, leads: 1, good: 1 }
    expect(verdictWords(alone, 'sql')).toBe('1 of 1 lead it gave points to became SQL.')
  })
})

describe('words of learning', () => {
  it('names both ways of a rule that adds and takes off', () => {
    expect(verdictName({ ...verdict, bothWays: true, negative: true })).toBe('Downloaded the guide, points taken off')
    expect(verdictName(verdict)).toBe('Downloaded the guide')
  })

  it('are plain numbers', () => {
    expect(percent(0.634)).toBe('63\u00a0%')
    expect(pairs(0.714)).toBe('71 of 100')
  })

  it('find a change worth it only where it sorts better by a pair in 100', () => {
    expect(isWorthTaking({ now: 0.7, model: 0.8, points: 0.72 })).toBe(true)
    expect(isWorthTaking({ now: 0.7, model: 0.8, points: 0.705 })).toBe(false)
    expect(isWorthTaking({ now: null, model: null, points: null })).toBe(false)
  })
})

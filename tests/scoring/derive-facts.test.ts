import { describe, expect, test } from 'vitest'
import { deriveFacts } from '#server/scoring/derive-facts.ts'
import { flagScore } from '#server/scoring/flag-score.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { scoreLead } from '#server/scoring/score.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { modelOf } from './models.ts'

/** Sunday, 22 November 2026, 23:30 UTC. */
const REQUESTED = Date.UTC(2026, 10, 22, 23, 30)
const circumstances = { requestedAt: REQUESTED, completeness: () => 75 }

const model: ScoreModel = {
  ...modelOf({
    fit: [
      { id: 'ideal', kind: 'when', when: { fact: 'profile.midsize', is: true }, points: 20, reason: 'Ideal customer' },
      { id: 'flagged', kind: 'when', when: { fact: 'flag.odd', is: true }, points: -10, reason: 'Does not add up' },
    ],
  }),
  plausibility: [
    {
      id: 'odd',
      when: {
        all: [
          { fact: 'size.max', lte: 10 },
          { fact: 'budget.min', gte: 20_000 },
        ],
      },
      reason: 'Small and rich',
    },
  ],
  profiles: [
    {
      id: 'midsize',
      label: 'Mid-size warehouse',
      when: { all: [{ fact: 'size.min', gte: 50 }, { not: { fact: 'flag.odd', is: true } }] },
    },
  ],
  personas: [
    {
      id: 'buyer',
      label: 'Buyer',
      when: {
        all: [
          { fact: 'profile.midsize', is: true },
          { fact: 'role.level', is: 'executive' },
        ],
      },
    },
  ],
}

describe('facts that the model makes', () => {
  test('a profile that matches is a fact, and a persona may build on it', () => {
    const facts = deriveFacts(model, { 'size.min': 50, 'role.level': 'executive' }, circumstances)
    expect(facts).toEqual({ 'size.min': 50, 'role.level': 'executive', 'profile.midsize': true, 'persona.buyer': true })
  })

  test('what cannot well be true together is flagged, and nothing is blocked', () => {
    const facts = deriveFacts(model, { 'size.max': 10, 'budget.min': 24_000 }, circumstances)
    expect(facts).toMatchObject({ 'flag.odd': true })
    const scored = scoreLead({ ...seen, model, facts })
    expect(scored.disqualified).toBeNull()
    expect(scored.entries.map(entry => [entry.id, entry.points])).toEqual([['flagged', -10]])
  })

  test('what matched before and does no more is forgotten', () => {
    expect(deriveFacts(model, { 'size.min': 11, 'profile.midsize': true }, circumstances)).toEqual({ 'size.min': 11 })
  })

  test('a model that makes none gives the same facts back', () => {
    const facts = { size: 's1_10' }
    expect(deriveFacts(modelOf({}), facts, circumstances)).toBe(facts)
  })

  test.each([
    ['UTC', 'sunday', 23],
    ['Asia/Tokyo', 'monday', 8],
    ['America/Los_Angeles', 'sunday', 15],
    ['Mars/Olympus', 'sunday', 23],
  ])('day and hour are those of the lead’s zone: %s', (timeZone, weekday, hour) => {
    const night = {
      id: 'late',
      kind: 'context',
      hours: { from: 22, to: 6 },
      points: -2,
      reason: 'Came at night',
    } as const
    const facts = deriveFacts(modelOf({ fit: [night] }), { timeZone }, circumstances)
    expect(facts).toEqual({
      timeZone,
      'context.weekday': weekday,
      'context.hour': hour,
      'context.completeness': 75,
    })
  })

  test.each([
    [{ 'email.disposable': true }, ['flag.throwaway_mail']],
    [{ 'email.bounced': true }, ['flag.bounced_mail']],
    [{ 'email.bounced': false }, []],
    [{ 'size.max': 10, 'budget.top': true }, ['flag.tiny_with_top_budget']],
    [{ 'size.max': 10, 'budget.min': 24_000 }, []],
    [{ 'size.min': 1001, 'email.free': true }, ['flag.large_with_private_mail']],
    [{ 'size.min': 50, 'budget.min': 24_000, 'email.free': false }, []],
  ])('the usual model flags %j as %j', (facts, flags) => {
    const found = Object.keys(deriveFacts(presets.bant, facts, circumstances)).filter(name => name.startsWith('flag.'))
    expect(found).toEqual(flags)
  })
})

const seen = {
  modelRevision: 'rev',
  labels: (_fact: string, value: string) => value,
  events: [],
  colleagues: 0,
  at: REQUESTED,
}

test('a flag about the score is raised by the score only, also one that says what it is not', () => {
  const poor: ScoreModel = {
    ...modelOf({
      fit: [{ id: 'flagged', kind: 'when', when: { fact: 'flag.poor', is: true }, points: -10, reason: 'Poor' }],
    }),
    plausibility: [{ id: 'poor', when: { not: { fact: 'score.fit', gte: 20 } }, reason: 'A poor fit' }],
  }
  const facts = deriveFacts(poor, { role: 'buyer', 'flag.poor': true }, circumstances)
  expect(facts).toEqual({ role: 'buyer' })
  expect(flagScore(poor, facts, { fit: 20, engagement: 0 })).toEqual({ role: 'buyer' })
  expect(flagScore(poor, facts, { fit: 19, engagement: 0 })).toEqual({ role: 'buyer', 'flag.poor': true })
})

import { describe, expect, test } from 'vitest'
import type { Facts } from '#flows/condition.ts'
import { scoreLead } from '#server/scoring/score.ts'
import { type EngagementRule, type FitRule, type ScoreModel, scoreModelSchema } from '#server/scoring/score-model.ts'
import colleague from './cases/colleague.json' with { type: 'json' }
import count from './cases/count.json' with { type: 'json' }
import event from './cases/event.json' with { type: 'json' }
import idle from './cases/idle.json' with { type: 'json' }
import options from './cases/options.json' with { type: 'json' }
import returned from './cases/return.json' with { type: 'json' }
import when from './cases/when.json' with { type: 'json' }
import { daysAgo, NOW, toEvents, type WrittenAct } from './history.ts'
import { modelOf } from './models.ts'

interface RuleCase {
  readonly title: string
  readonly rule: FitRule | EngagementRule
  readonly facts?: Facts
  readonly events?: readonly WrittenAct[]
  readonly colleagues?: number
  readonly lastActiveDays?: number
  readonly entries: readonly {
    readonly id: string
    readonly points: number
    readonly reason: string
    readonly days?: number
    readonly evidence: object
  }[]
}

const tables = { options, when, event, count, return: returned, colleague, idle } as unknown as Record<
  string,
  RuleCase[]
> // as: JSON imports know strings only; every rule is parsed below

describe.each(Object.entries(tables))('a rule of kind %s', (kind, cases) => {
  test.each(cases)('$title', ({ rule, facts = {}, events = [], colleagues = 0, lastActiveDays, entries }) => {
    const { entries: found } = scoreLead({
      model: modelWith(rule),
      modelRevision: 'rev-1',
      facts,
      labels: (fact, value) => `<${fact} ${value}>`,
      events: toEvents(events),
      colleagues,
      ...(lastActiveDays !== undefined && { lastActiveAt: daysAgo(lastActiveDays) }),
      at: NOW,
    })
    const group = kind === 'options' || kind === 'when' ? 'fit' : 'engagement'
    const expected = entries.map(({ days = 0, ...entry }) => {
      return { ...entry, ruleId: rule.id, group, at: daysAgo(days), modelRevision: 'rev-1', halfLifeDays: null }
    })
    expect(found).toEqual(expected)
  })
})

function modelWith(rule: FitRule | EngagementRule): ScoreModel {
  const isFit = rule.kind === 'options' || rule.kind === 'when'
  return scoreModelSchema.parse(modelOf(isFit ? { fit: [rule] } : { engagement: [rule] }))
}

import { describe, expect, test } from 'vitest'
import type { Facts } from '#flows/condition.ts'
import { engagementKinds, fitKinds } from '#server/scoring/rules/index.ts'
import { scoreLead } from '#server/scoring/score.ts'
import { type EngagementRule, type FitRule, type ScoreModel, scoreModelSchema } from '#server/scoring/score-model.ts'
import absence from './cases/absence.json' with { type: 'json' }
import account from './cases/account.json' with { type: 'json' }
import colleague from './cases/colleague.json' with { type: 'json' }
import context from './cases/context.json' with { type: 'json' }
import count from './cases/count.json' with { type: 'json' }
import crm from './cases/crm.json' with { type: 'json' }
import event from './cases/event.json' with { type: 'json' }
import idle from './cases/idle.json' with { type: 'json' }
import options from './cases/options.json' with { type: 'json' }
import recency from './cases/recency.json' with { type: 'json' }
import returned from './cases/return.json' with { type: 'json' }
import sequence from './cases/sequence.json' with { type: 'json' }
import source from './cases/source.json' with { type: 'json' }
import velocity from './cases/velocity.json' with { type: 'json' }
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

const fit = { options, when, account, source, context, crm }
const engagement = { event, count, return: returned, sequence, recency, velocity, absence, colleague, idle }
const tables = { ...fit, ...engagement } as unknown as Record<string, RuleCase[]> // as: JSON imports know strings only; every rule is parsed below

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
    const expected = entries.map(({ days = 0, evidence, ...entry }) => {
      const about = { ruleId: rule.id, group: groupOf(kind), at: daysAgo(days), modelRevision: 'rev-1' }
      return { ...entry, ...about, evidence: withTimes(evidence), halfLifeDays: null }
    })
    expect(found).toEqual(expected)
  })
})

test('every kind of rule has its table', () => {
  expect(Object.keys(fit).sort()).toEqual(Object.keys(fitKinds).sort())
  expect(Object.keys(engagement).sort()).toEqual(Object.keys(engagementKinds).sort())
})

function groupOf(kind: string): 'fit' | 'engagement' {
  return kind in fit ? 'fit' : 'engagement'
}

/** `@5` in a table is five days ago. */
function withTimes(evidence: object): object {
  const entries = Object.entries(evidence).map(([name, value]) => [
    name,
    typeof value === 'string' && value.startsWith('@') ? daysAgo(Number(value.slice(1))) : value,
  ])
  return Object.fromEntries(entries)
}

function modelWith(rule: FitRule | EngagementRule): ScoreModel {
  const rules = groupOf(rule.kind) === 'fit' ? { fit: [rule] } : { engagement: [rule] }
  return scoreModelSchema.parse(modelOf(rules as Parameters<typeof modelOf>[0])) // as: the group follows from the kind
}

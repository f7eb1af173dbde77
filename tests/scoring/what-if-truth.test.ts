import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Facts } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'
import type { BehaviorFact } from '#server/scoring/behavior.ts'
import { deriveFacts } from '#server/scoring/derive-facts.ts'
import { foldLedger, type LedgerEntry } from '#server/scoring/ledger.ts'
import type { EventFilter } from '#server/scoring/rules/event-filter.ts'
import { scoreLead } from '#server/scoring/score.ts'
import type { EngagementRule, ScoreModel } from '#server/scoring/score-model.ts'
import { type Change, whatIf } from '#server/scoring/what-if.ts'
import { NOW } from './history.ts'
import { anyFacts, anyHistory, anyModel } from './random-model.ts'

// Every promise is brought about by hand and the lead scored again from the start.

const DAY = 86_400_000
const three = ['s', 'm', 'l'].map(id => ({ id, label: id }))
const fields: Flow['fields'] = {
  size: { kind: 'choice', options: three },
  tools: { kind: 'multi_choice', options: three, max: 2 },
}
const silences = fc.integer({ min: 0, max: 90 })

test('what is done, answered or told as promised gives just the points promised, whatever the rules', () => {
  const told = new Map<string, number>()
  const property = fc.property(anyModel, anyHistory, anyFacts, fc.nat(2), silences, (drawn, all, facts, ...others) => {
    const [colleagues, silent] = others
    const model = named(drawn)
    const events = all.map(event => ({ ...event, at: event.at - silent * DAY }))
    const lead = { model, facts, events, colleagues, lastActiveAt: NOW - silent * DAY }
    const { up, down } = promisesFor(lead)
    for (const change of [...up, ...down]) {
      const kind = ruleOf(model, change)?.kind ?? change.what
      told.set(kind, (told.get(kind) ?? 0) + 1)
      const after = { ...lead, ...broughtAbout(change, lead) }
      expect([change, scoreOf(after) - scoreOf(lead)]).toEqual([change, change.points])
      expect(change.score).toBe(scoreOf(after))
    }
  })
  fc.assert(property, { numRuns: 1200, seed: 20261123 })
  // A kind that was never promised would be true of nothing.
  const kinds = [
    'event',
    'count',
    'return',
    'sequence',
    'recency',
    'velocity',
    'absence',
    'idle',
    'colleague',
    'account',
  ]
  expect([...told.keys()]).toEqual(expect.arrayContaining([...kinds, 'answer']))
})

test('what falls due if nothing happens takes just what was said, on its day', () => {
  let told = 0
  fc.assert(
    fc.property(anyModel, anyHistory, anyFacts, (drawn, events, facts) => {
      const lead = { model: named(drawn), facts, events, colleagues: 0, lastActiveAt: NOW }
      for (const { id, points, at } of promisesFor(lead).due) {
        told += 1
        const entries = entriesOf(lead)
        const on = (left: readonly LedgerEntry[], moment: number) => foldLedger(left, lead.model, moment).score
        const without = entries.filter(entry => entry.id !== id)
        expect(on(entries, at) - on(without, at)).toBe(points)
        expect(on(entries, at - 1)).toBe(on(without, at - 1))
      }
    }),
    { numRuns: 500, seed: 20261123 },
  )
  expect(told).toBeGreaterThan(50)
})

test('a region that an answer leads to is counted with all its points', () => {
  fc.assert(
    fc.property(anyModel, anyHistory, fc.integer({ min: -9, max: 30 }), (drawn, events, worth) => {
      const ids = [...drawn.fit, ...drawn.engagement.rules].flatMap(rule =>
        'points' in rule && typeof rule.points === 'number' && rule.kind !== 'absence' && rule.kind !== 'idle'
          ? [[rule.id, worth]]
          : [],
      )
      const large = { id: 'large', label: 'Large', when: { fact: 'size', is: 'l' }, points: Object.fromEntries(ids) }
      const model = { ...named(drawn), regions: [large] }
      const lead = { model, facts: {}, events, colleagues: 1, lastActiveAt: NOW }
      const { up, down } = promisesFor(lead)
      for (const change of [...up, ...down]) {
        const after = { ...lead, ...broughtAbout(change, lead) }
        expect([change, scoreOf(after) - scoreOf(lead)]).toEqual([change, change.points])
      }
    }),
    { numRuns: 300, seed: 20261123 },
  )
})

test('two thousand acts and two hundred rules are tried to the end', () => {
  const rules = Array.from({ length: 200 }, (_, index): EngagementRule => {
    const rule = { id: `r${index}`, event: 'page_viewed', path: `/page-${index}`, points: 1, reason: `Page ${index}` }
    return index % 2 ? { ...rule, kind: 'event', times: 'each' } : { ...rule, kind: 'count', atLeast: 3 }
  })
  const events = Array.from({ length: 2_000 }, (_, index): BehaviorFact => {
    return { id: `e${index}`, type: 'page_viewed', path: `/page-${index % 300}`, at: NOW - index * 60_000 }
  })
  const [drawn] = fc.sample(anyModel, { numRuns: 1, seed: 3 })
  if (!drawn) throw new Error('No model was drawn.')
  const model = { ...drawn, caps: [], engagement: { cap: 1000, halfLifeDays: 30, rules } }
  expect(promisesFor({ model, facts: {}, events, colleagues: 0, lastActiveAt: NOW }).up).not.toEqual([])
})

interface Lead {
  readonly model: ScoreModel
  readonly facts: Facts
  readonly events: readonly BehaviorFact[]
  readonly colleagues: number
  readonly lastActiveAt: number
}

function promisesFor(lead: Lead) {
  const known = { ...lead, fields, labels: (_fact: string, value: string) => value, at: NOW, requestedAt: NOW }
  return whatIf({ ...known, belongsToCompany: true, entries: entriesOf(lead), completeness: completenessOf })
}

function entriesOf({ model, facts, ...lead }: Lead): LedgerEntry[] {
  const circumstances = { requestedAt: NOW, completeness: () => completenessOf(facts) }
  const labels = (_fact: string, value: string) => value
  const derived = deriveFacts(model, facts, circumstances)
  return scoreLead({ model, modelRevision: 'rev', facts: derived, labels, at: NOW, ...lead }).entries
}

function scoreOf(lead: Lead): number {
  return foldLedger(entriesOf(lead), lead.model, NOW).score
}

function completenessOf(facts: Facts): number {
  return Object.keys(fields).filter(id => facts[id] !== undefined).length * 50
}

/** Reasons are names here, so that none hides another. */
function named(model: ScoreModel): ScoreModel {
  const name = <Rule extends { readonly id: string }>(rule: Rule) =>
    'reason' in rule ? { ...rule, reason: `Because of ${rule.id}` } : rule
  return {
    ...model,
    fit: model.fit.map(name),
    engagement: { ...model.engagement, rules: model.engagement.rules.map(name) },
  }
}

function ruleOf({ fit, engagement }: ScoreModel, { what, id }: Change) {
  return what === 'answer' ? undefined : [...fit, ...engagement.rules].find(rule => rule.id === id)
}

function broughtAbout(change: Change, { model, facts, events, colleagues }: Lead): Partial<Lead> {
  const [id = '', option = ''] = change.id.split(':')
  if (change.what === 'answer') {
    if (id === 'size') return { facts: { ...facts, size: option } }
    const chosen = [facts.tools ?? []].flat().map(String)
    const tools = three.map(one => one.id).filter(one => one === option || chosen.includes(one))
    return { facts: { ...facts, tools } }
  }
  if (change.what === 'colleague') {
    return { colleagues: colleagues + 1, facts: { ...facts, 'account.people': colleagues + 2 } }
  }
  const rule = model.engagement.rules.find(one => one.id === id)
  if (!rule) throw new Error(`No rule ${id}`)
  const acts = actsFor(rule, change.acts).map((act, index) => ({ ...act, id: `zzzzz${index}`, at: NOW }))
  return { events: [...events, ...acts], lastActiveAt: NOW }
}

/** What the words of the card ask for, done to the letter. */
function actsFor(rule: EngagementRule, acts: number): Omit<BehaviorFact, 'id' | 'at'>[] {
  const act = ({ event = 'page_viewed', path = '/', minSeconds, minScrolled }: EventFilter) => {
    const stay = { ...(minSeconds && { seconds: minSeconds }), ...(minScrolled && { scrolled: minScrolled }) }
    return { type: event, path, ...stay }
  }
  switch (rule.kind) {
    case 'count':
      return Array.from({ length: acts }, (_, index) =>
        rule.of === 'pages' ? act({ path: `/another-${index + 1}`, ...rule }) : act(rule),
      )
    case 'event':
    case 'recency':
    case 'velocity':
      return Array.from({ length: acts }, () => act(rule))
    case 'sequence':
      return rule.steps.slice(-acts).map(act)
    case 'absence':
      return [act(rule.without)]
    default:
      return [act({})]
  }
}

import { describe, expect, test } from 'vitest'
import type { SessionEvent } from '#flows/api.ts'
import type { Condition } from '#flows/condition.ts'
import type { Answer, Flow, PublicFlow } from '#flows/flow.ts'
import { publicFlow } from '#flows/locale.ts'
import { createPlayer, type Played } from '#flows/play.ts'
import { projectLead } from '#server/leads/project-lead.ts'
import { routeLead } from '#server/routing/route.ts'
import type { Routing } from '#server/routing/routing-config.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { settledEarly } from '#server/sessions/settled-early.ts'
import { START, templateFlow } from '#tests/support/app.ts'
import { CONTEXT } from '#tests/support/conversation.ts'

const OWNER = { id: 'mara', name: 'Mara Lind', email: 'mara@tallybarn.example' }

/** The pricing template with who the visitor is asked first, so that the rest can fall away. */
function contactFirst(stopEarly = true): Flow {
  const flow = templateFlow('pricing')
  const isContact = (id: string) => ['q_name', 'q_email', 'q_contact'].includes(id)
  const steps = [...flow.steps.filter(({ id }) => isContact(id)), ...flow.steps.filter(({ id }) => !isContact(id))]
  return { ...flow, steps, stopEarly }
}

function modelOf(points: Readonly<Record<string, Readonly<Record<string, number>>>>, hot: number): ScoreModel {
  return {
    format: 1,
    name: 'Test',
    preset: 'bant',
    fit: Object.entries(points).map(([fact, each]) => ({
      id: fact,
      kind: 'options' as const,
      fact,
      label: fact,
      points: each,
    })),
    engagement: {
      cap: 10,
      halfLifeDays: 30,
      rules: [
        {
          id: 'pricing',
          kind: 'event',
          event: 'page_viewed',
          path: '/pricing',
          points: 5,
          times: 'once',
          reason: 'Looked at pricing',
        },
      ],
    },
    disqualify: [{ id: 'student', when: { fact: 'role', is: 'student' }, reason: 'Student' }],
    thresholds: { hot: { score: hot, fit: 0 }, cold: { below: 5 } },
    mql: { score: 20 },
  }
}

const routing: Routing = {
  format: 1,
  people: [OWNER],
  teams: [],
  rules: [
    { id: 'out', name: 'Out', when: { fact: 'disqualified', known: true }, outcome: 'exit' },
    { id: 'hot', name: 'Hot', when: { fact: 'temperature', is: 'hot' }, outcome: 'sales', assign: { person: 'mara' } },
  ],
  fallback: { outcome: 'trial' },
}

const CONTACT: readonly (readonly [string, Answer])[] = [
  ['q_name', 'Ida Falk'],
  ['q_email', 'ida@nordvik-cold.example'],
  ['q_contact', true],
]

interface Setting {
  readonly flow: PublicFlow
  readonly release: { readonly model: ScoreModel; readonly routing: Routing }
  /** Models that compete for new leads. */
  readonly challengers?: readonly ScoreModel[]
}

function play(flow: PublicFlow, answers: readonly (readonly [string, Answer])[]): Played {
  const log = answers.map(
    ([step, value], index): SessionEvent => ({ seq: index + 1, at: START, type: 'answered', step, value }),
  )
  const { played, refused } = createPlayer(flow).replay(CONTEXT, log)
  expect(refused).toEqual([])
  return played
}

function early({ flow, release, challengers = [] }: Setting, played: Played) {
  const trial = { trialId: 't', revision: 'r', share: 1_000, startedAt: 0, endedAt: null }
  const competing = { ...release, challengers: challengers.map(model => ({ ...trial, model })) }
  return settledEarly({ flow, played, release: competing, quarantine: null }, { hasCompetitors: false })
}

describe('an outcome is settled early', () => {
  const model = modelOf({ role: { executive: 40, head: 20 }, size: { s50_500: 30 }, budget: { b24k: 5 } }, 50)
  const flow = publicFlow(contactFirst(), 'en')
  const setting = { flow, release: { model, routing } }

  test('once nothing that is still asked can change it', () => {
    const upToSize = play(flow, [...CONTACT, ['q_need', 'many_sites'], ['q_size', 's50_500']])
    expect(early(setting, upToSize)).toBeNull()
    const upToRole = play(flow, [...CONTACT, ['q_need', 'many_sites'], ['q_size', 's50_500'], ['q_role', 'executive']])
    expect(early(setting, upToRole)).toEqual({ step: 'route', outcome: 'sales' })
  })

  test('though the routing asks for the priority list, in a workspace without one', () => {
    const first = { id: 'list', name: 'List', when: { fact: 'account.priority', is: true }, outcome: 'vip' } as const
    const release = { model, routing: { ...routing, rules: [first, ...routing.rules] } }
    const played = play(flow, [...CONTACT, ['q_need', 'many_sites'], ['q_size', 's50_500'], ['q_role', 'executive']])
    const standing = { flow, played, release: { ...release, challengers: [] }, quarantine: null }
    const none = { hasCompetitors: false }
    expect(settledEarly(standing, { hasPriorityList: false, ...none })).toEqual({ step: 'route', outcome: 'sales' })
    expect(settledEarly(standing, { hasPriorityList: true, ...none })).toBeNull()
  })

  test('but not for who may turn out to work for a company on the list of competitors', () => {
    const played = play(flow, [...CONTACT, ['q_need', 'many_sites'], ['q_size', 's50_500'], ['q_role', 'executive']])
    const standing = { flow, played, release: { model, routing, challengers: [] }, quarantine: null }
    expect(settledEarly(standing, { hasCompetitors: false })).toEqual({ step: 'route', outcome: 'sales' })
    expect(settledEarly(standing, { hasCompetitors: true })).toBeNull()
  })

  test('once every model that may judge the lead comes to the same', () => {
    const played = play(flow, [...CONTACT, ['q_need', 'many_sites'], ['q_size', 's50_500'], ['q_role', 'executive']])
    expect(early({ ...setting, challengers: [{ ...model, name: 'Same' }] }, played)).not.toBeNull()
    const stricter = { ...model, thresholds: { ...model.thresholds, hot: { score: 75, fit: 0 } } }
    expect(early({ ...setting, challengers: [stricter] }, played)).toBeNull()
  })

  test('and then the questions up to the decision fall away, but not who the visitor is', () => {
    const played = play(flow, [...CONTACT, ['q_need', 'many_sites'], ['q_size', 's50_500'], ['q_role', 'executive']])
    const next = played.accept({ type: 'decided', step: 'route', outcome: 'sales', by: 'early' })
    expect(next.ok && next.played.position.id).toBe('route')
    expect(next.ok && next.played.path.map(({ id }) => id)).not.toContain('q_budget')

    const last = publicFlow({ ...templateFlow('pricing'), stopEarly: true }, 'en')
    const asked = play(last, [
      ['q_need', 'many_sites'],
      ['q_size', 's50_500'],
      ['q_role', 'executive'],
    ])
    const settled = asked.accept({ type: 'decided', step: 'route', outcome: 'sales', by: 'early' })
    expect(settled.ok && settled.played.position.id).toBe('q_name')
    expect(settled.ok && createPlayer(last).flow.steps.length).toBe(last.steps.length)
  })

  test('editing an earlier answer asks the rest again', () => {
    const played = play(flow, [...CONTACT, ['q_need', 'many_sites'], ['q_size', 's50_500'], ['q_role', 'executive']])
    const settled = played.accept({ type: 'decided', step: 'route', outcome: 'sales', by: 'early' })
    const edited = settled.ok ? settled.played.accept({ type: 'answered', step: 'q_size', value: 's1_10' }) : settled
    expect(edited.ok && [edited.played.position.id, edited.played.early]).toEqual(['q_timeline', undefined])
  })

  test('never where the flow asks all, for robots, or where a rule reads what nobody knows yet', () => {
    const answers = [...CONTACT, ['q_need', 'many_sites'], ['q_size', 's50_500'], ['q_role', 'executive']] as const
    const all = publicFlow(contactFirst(false), 'en')
    expect(early({ ...setting, flow: all }, play(all, answers))).toBeNull()
    const release = { ...setting.release, challengers: [] }
    expect(settledEarly({ flow, release, played: play(flow, answers), quarantine: 'honeypot' })).toBeNull()
    for (const when of [
      { fact: 'owner.known', is: true },
      { fact: 'source', is: 'newsletter' },
      { fact: 'budget', is: 'b24k' },
      { fact: 'engagement', gte: 5 },
      { fact: 'country', is: 'DE' },
    ] satisfies Condition[]) {
      const rules = [{ id: 'other', name: 'Other', when, outcome: 'nurture' }, ...routing.rules]
      expect([when, early({ flow, release: { model, routing: { ...routing, rules } } }, play(flow, answers))]).toEqual([
        when,
        null,
      ])
    }
  })
})

test('an early outcome is the outcome after any completion: 400 random models, routings and visitors (seed 20261122)', () => {
  let seed = 20261122
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  const pick = <Value>(list: readonly Value[]): Value => list[random(list.length)] as Value // never asked of an empty list
  const flow = publicFlow(contactFirst(), 'en')
  const facts = ['need', 'size', 'role', 'timeline', 'budget']
  const optionsOf = (id: string) => {
    const field = flow.fields[id]
    return field && 'options' in field ? field.options.map(option => option.id) : []
  }
  let found = 0

  for (let run = 0; run < 400; run += 1) {
    const points = Object.fromEntries(
      facts.map(fact => [
        fact,
        Object.fromEntries(optionsOf(fact).map(id => [id, random(8) === 0 ? -random(30) : random(30)])),
      ]),
    )
    const model = modelOf(points, 20 + random(60))
    const rules = Array.from({ length: random(4) }, (_, index) => {
      const fact = pick(facts)
      const when = pick<Condition>([
        { fact, is: pick(optionsOf(fact)) },
        { not: { fact, in: [pick(optionsOf(fact)), pick(optionsOf(fact))] } },
        { fact: 'score', gte: random(90) },
        {
          any: [
            { fact: 'fit', lt: random(50) },
            { fact, unknown: true },
          ],
        },
        {
          all: [
            { fact: 'temperature', in: ['warm', 'cold'] },
            { fact: 'size.min', gte: 50 },
          ],
        },
        { fact: 'email.domain', domainIn: ['nordvik-cold.example'] },
        { fact: 'disqualified', unknown: true },
      ])
      return { id: `r${index}`, name: 'Rule', when, outcome: pick(['sales', 'nurture', 'trial', 'exit']) }
    })
    const setting = { flow, release: { model, routing: { ...routing, rules: [...rules, ...routing.rules] } } }
    const given: [string, Answer][] = CONTACT.map(([step, value]): [string, Answer] => [step, value])
    for (;;) {
      const asked = play(flow, given).position
      if (asked.kind !== 'ask') break
      given.push([asked.id, pick(optionsOf(asked.field))])
      const played = play(flow, given)
      const settled = early(setting, played)
      if (!settled) continue
      found += 1
      const skipping = played.accept({ type: 'decided', step: settled.step, outcome: settled.outcome, by: 'early' })
      if (!skipping.ok) throw new Error('The early decision was not taken.')
      const ends = [skipping.played, ...Array.from({ length: 20 }, () => complete(played))]
      for (const end of ends)
        expect([run, end.position.id, outcomeOf(setting, end)]).toEqual([run, settled.step, settled.outcome])
      break
    }
  }
  expect(found).toBeGreaterThan(60)

  /** Answers what is left at random, up to the decision. */
  function complete(from: Played): Played {
    let played = from
    while (played.position.kind === 'ask') {
      const { id, field } = played.position
      const next = played.accept({ type: 'answered', step: id, value: pick(optionsOf(field)) })
      if (!next.ok) throw new Error(next.detail)
      played = next.played
    }
    return played
  }

  /** As the server decides, with acts at random. */
  function outcomeOf({ release: { model, routing } }: Setting, played: Played): string {
    const acts = Array.from({ length: random(3) }, (_, index) => ({
      id: `a${index}`,
      type: 'page_viewed' as const,
      path: '/pricing',
      at: START,
    }))
    const known = { ...played.facts, source: 'newsletter' }
    const { folded, temperature, disqualified } = projectLead({
      release: { flow: contactFirst(), model, modelRevision: 'm' },
      facts: known,
      events: acts,
      colleagues: 0,
      askedForSales: false,
      at: START,
    })
    const { score, fit, engagement } = folded
    const judged = {
      ...known,
      score,
      fit,
      engagement,
      temperature,
      ...(disqualified ? { disqualified: disqualified.rule } : {}),
    }
    return routeLead({ routing, facts: judged, counters: [], at: START }).outcome
  }
})

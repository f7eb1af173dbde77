import type { Flow } from '#flows/flow.ts'
import type { Disqualifier, EngagementRule, FitRule, ScoreModel } from '#server/http/api-type.ts'
import { hasOptions } from './edit-options.ts'
import { freeId } from './slugs.ts'

export type OptionsRule = Extract<FitRule, { kind: 'options' }>

/** Points for one option; its rule must be there. */
export function setPoints(model: ScoreModel, rule: string, option: string, points: number): ScoreModel {
  return {
    ...model,
    fit: model.fit.map(one =>
      one.id === rule && one.kind === 'options' ? { ...one, points: { ...one.points, [option]: points } } : one,
    ),
  }
}

export function changeFit<R extends FitRule>(
  model: ScoreModel,
  rule: R,
  change: { readonly [Key in keyof Omit<R, 'id' | 'kind'>]?: R[Key] | undefined },
): ScoreModel {
  const changed = withoutUndefined({ ...rule, ...change }) as R // the same rule, settings replaced or left out
  return { ...model, fit: model.fit.map(one => (one.id === rule.id ? changed : one)) }
}

/** Parts of a model replaced, or left out where undefined. */
export function changeModel(
  model: ScoreModel,
  change: { readonly [Key in keyof ScoreModel]?: ScoreModel[Key] | undefined },
): ScoreModel {
  return withoutUndefined({ ...model, ...change }) as ScoreModel // only optional parts may be left out
}

function withoutUndefined(settings: object): object {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}

export function addFitRule(model: ScoreModel, kind: keyof typeof FIT_STARTS): ScoreModel {
  const rule: FitRule = { id: freeId(kind, idsOf(model)), ...FIT_STARTS[kind] }
  return { ...model, fit: [...model.fit, rule] }
}

/** Gives a field with options a table of points, 0 for each. */
export function addOptionsRule(model: ScoreModel, flow: Flow, fieldId: string, label: string): ScoreModel {
  const field = flow.fields[fieldId]
  if (!hasOptions(field)) return model
  const points = Object.fromEntries(field.options.map(({ id }) => [id, 0]))
  const rule: FitRule = { id: freeId(fieldId, idsOf(model)), kind: 'options', fact: fieldId, label, points }
  return { ...model, fit: [...model.fit, rule] }
}

export function addWhenRule(model: ScoreModel, fact: string): ScoreModel {
  const id = freeId('when', idsOf(model))
  const rule: FitRule = { id, kind: 'when', when: { fact, known: true }, points: 5, reason: 'Say why in a few words' }
  return { ...model, fit: [...model.fit, rule] }
}

export function addEngagementRule(model: ScoreModel, kind: EngagementRule['kind']): ScoreModel {
  const rule = { id: freeId(kind, idsOf(model)), ...STARTS[kind] } as EngagementRule // STARTS holds one start for each kind
  return changeEngagement(model, [...model.engagement.rules, rule])
}

export function addDisqualifier(model: ScoreModel, fact: string): ScoreModel {
  const id = freeId('out', idsOf(model))
  const rule: Disqualifier = { id, when: { fact, known: true }, reason: 'Say why in a few words' }
  return { ...model, disqualify: [...model.disqualify, rule] }
}

/** The first that holds is the reason, so their order matters. */
export function moveDisqualifier(model: ScoreModel, id: string, by: -1 | 1): ScoreModel {
  const { disqualify } = model
  const from = disqualify.findIndex(rule => rule.id === id)
  const [moved, neighbour] = [disqualify[from], disqualify[from + by]]
  if (!moved || !neighbour) return model
  const swapped = disqualify.map((rule, at) => (at === from ? neighbour : at === from + by ? moved : rule))
  return { ...model, disqualify: swapped }
}

export function changeRule<R extends EngagementRule>(
  model: ScoreModel,
  rule: R,
  change: Partial<Omit<R, 'id' | 'kind'>>,
): ScoreModel {
  const changed = withoutUndefined({ ...rule, ...change }) as EngagementRule // the same rule, settings replaced or left out
  return changeEngagement(
    model,
    model.engagement.rules.map(one => (one.id === rule.id ? changed : one)),
  )
}

/** Takes a rule of any sort out, with its place in limits and its points in regions. */
export function removeRule(model: ScoreModel, id: string): ScoreModel {
  const left = <R extends { readonly id: string }>(rules: readonly R[]) => rules.filter(rule => rule.id !== id)
  const caps = model.caps?.flatMap(cap => {
    const rules = cap.rules.filter(one => one !== id)
    return rules.length === cap.rules.length ? cap : rules.length > 0 ? { ...cap, rules } : []
  })
  const regions = model.regions?.map(region => {
    const { [id]: gone, ...points } = region.points
    return gone === undefined ? region : { ...region, points }
  })
  return changeModel(
    {
      ...changeEngagement(model, left(model.engagement.rules)),
      fit: left(model.fit),
      disqualify: left(model.disqualify),
    },
    { caps: caps?.length ? caps : undefined, regions },
  )
}

/** The most fit a lead can have with the questions of this flow, within every limit. */
export function maximumFit(model: ScoreModel, flow: Pick<Flow, 'fields'>): number {
  const most = mostTogether(model, model.fit, rule => mostOf(rule, flow))
  return Math.min(most, model.fitCap ?? Number.POSITIVE_INFINITY)
}

/** The most that acts can come to, within every limit. */
export function maximumEngagement(model: ScoreModel): number {
  const { cap, rules } = model.engagement
  return Math.min(mostTogether(model, rules, mostOfAct), cap)
}

function mostTogether<Rule extends FitRule | EngagementRule>(
  { caps = [] }: ScoreModel,
  rules: readonly Rule[],
  mostOfRule: (rule: Rule) => number,
): number {
  const groups = new Map(caps.flatMap(group => group.rules.map(id => [id, group])))
  const grouped = new Map<string, number>()
  let sum = 0
  for (const rule of rules) {
    const most = Math.min(mostOfRule(rule), rule.cap ?? Number.POSITIVE_INFINITY)
    const group = groups.get(rule.id)
    if (group) grouped.set(group.id, Math.min(group.most, (grouped.get(group.id) ?? 0) + most))
    else sum += most
  }
  return [...grouped.values()].reduce((all, most) => all + most, sum)
}

function mostOfAct(rule: EngagementRule): number {
  if (rule.kind === 'recency' || rule.kind === 'velocity') return rule.steps[0]?.points ?? 0
  if (rule.points <= 0) return 0
  if (rule.kind !== 'event' || rule.times === 'once') return rule.points
  return rule.points * (rule.per ? Number.POSITIVE_INFINITY : (rule.max ?? Number.POSITIVE_INFINITY))
}

function mostOf(rule: FitRule, { fields }: Pick<Flow, 'fields'>): number {
  if (rule.kind === 'source') return Math.max(0, ...Object.values(rule.points))
  if (rule.kind !== 'options') {
    const each = rule.kind === 'account' && rule.each && rule.points > 0
    return each ? Number.POSITIVE_INFINITY : Math.max(0, rule.points)
  }
  const field = fields[rule.fact.split('.')[0] ?? '']
  if (!field) return 0
  const own = rule.fact in fields && hasOptions(field) ? field.options.map(({ id }) => id) : Object.keys(rule.points)
  const best = own.map(id => Math.max(0, rule.points[id] ?? 0)).sort((a, b) => b - a)
  const chosen = field.kind === 'multi_choice' ? (field.max ?? best.length) : 1
  return best.slice(0, chosen).reduce((sum, points) => sum + points, 0)
}

function changeEngagement(model: ScoreModel, rules: readonly EngagementRule[]): ScoreModel {
  return { ...model, engagement: { ...model.engagement, rules } }
}

function idsOf({ fit, engagement, disqualify }: ScoreModel): string[] {
  return [...fit, ...engagement.rules, ...disqualify].map(({ id }) => id)
}

const FIT_STARTS = {
  source: { kind: 'source', of: 'source', label: 'Came from', points: { partner: 10, google: 5 } },
  account: { kind: 'account', signal: 'people', atLeast: 2, points: 5, reason: 'Several people of the company' },
  crm: { kind: 'crm', signal: 'stage', stages: ['Opportunity'], points: 10, reason: 'Has an opportunity in the CRM' },
  context: {
    kind: 'context',
    weekdays: ['saturday', 'sunday'],
    points: -2,
    reason: 'Came at the weekend',
  },
} as const

const STARTS = {
  event: {
    kind: 'event',
    event: 'page_viewed',
    path: '*/pricing*',
    points: 5,
    times: 'once',
    reason: 'Looked at a page',
  },
  count: { kind: 'count', event: 'page_viewed', atLeast: 5, points: 5, reason: 'Looked at five pages' },
  return: { kind: 'return', withinDays: 7, points: 4, reason: 'Came back within a week' },
  sequence: {
    kind: 'sequence',
    steps: [
      { event: 'page_viewed', path: '*/customers/*' },
      { event: 'page_viewed', path: '*/pricing*' },
    ],
    withinDays: 7,
    points: 6,
    reason: 'Looked at pricing after a case study',
  },
  recency: {
    kind: 'recency',
    steps: [
      { days: 1, points: 10 },
      { days: 7, points: 5 },
      { days: 30, points: 2 },
    ],
    reason: 'Active lately',
  },
  velocity: {
    kind: 'velocity',
    event: 'page_viewed',
    atLeast: 5,
    steps: [
      { withinDays: 1, points: 8 },
      { withinDays: 7, points: 4 },
    ],
    reason: 'Looked at five pages at a stretch',
  },
  absence: {
    kind: 'absence',
    seen: { event: 'content_seen' },
    without: { event: 'content_downloaded' },
    days: 7,
    points: -3,
    reason: 'Saw the content and left it at that',
  },
  colleague: { kind: 'colleague', points: 5, reason: 'A colleague is a lead too' },
  idle: { kind: 'idle', days: 60, points: -10, reason: 'Nothing heard for 60 days' },
} as const

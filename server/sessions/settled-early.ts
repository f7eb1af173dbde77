import { fallsAway } from '#flows/early.ts'
import type { PublicFlow, Step } from '#flows/flow.ts'
import { type Graph, toGraph } from '#flows/graph.ts'
import type { Played } from '#flows/play.ts'
import { possibleOutcomes } from '../routing/possible-outcomes.ts'
import { holdsMaybe, type Maybe, type MaybeFacts } from '../scoring/maybe.ts'
import { scoreBounds } from '../scoring/score-bounds.ts'
import type { Visit } from './visit.ts'

type Standing = Pick<Visit, 'flow' | 'played' | 'quarantine'> & {
  readonly release: Pick<Visit['release'], 'model' | 'routing' | 'challengers'>
}

/** A decision that nothing can change any more. */
export interface SettledEarly {
  /** The decide step. */
  readonly step: string
  readonly outcome: string
}

/** What is known besides the visit. */
export interface Elsewhere {
  /** Left out = companies may be on one. */
  readonly hasPriorityList?: boolean
  /** Likewise of competitors. */
  readonly hasCompetitors?: boolean
}

/**
 * The decision ahead, where it is settled before all is asked: every way on leads to the same decide step, and whatever is
 * answered or skipped on it, whatever the visitor does on the site and whoever they turn out to be, the routing comes to one
 * outcome. Null when that cannot be proved, when there is nothing left to save the visitor, or when the flow asks all.
 * Bounds, not trials: what is not known yet counts as anything, so the cost is that of scoring once.
 */
export function settledEarly(
  { flow, played, release, quarantine }: Standing,
  { hasPriorityList = true, hasCompetitors = true }: Elsewhere = {},
): SettledEarly | null {
  if (!flow.stopEarly || quarantine !== null || played.position.kind !== 'ask' || played.early) return null
  const graph = graphOf(flow)
  const here = graph.indexOf.get(played.position.id) ?? 0
  const visit = toldFacts(flow, played, graph.steps.slice(here))
  const never = new Set([
    ...(hasPriorityList ? [] : ['account.priority']),
    ...(hasCompetitors ? [] : ['account.competitor']),
  ])
  const told: MaybeFacts = name => (never.has(name) ? NOT_KNOWN : visit(name))
  const ahead = waysOn(graph, here, told)
  if (!ahead?.asks.some(step => fallsAway(flow, step))) return null
  const isSingle = (fact: string) => {
    const field = flow.fields[fact.split('.', 1)[0] ?? fact]
    return field !== undefined && field.kind !== 'multi_choice'
  }
  // Which model judges is known with the lead's id only, so all of them have to come to it.
  const models = [release.model, ...release.challengers.map(({ model }) => model)]
  const outcomes = new Set(
    models.flatMap(model => {
      const judged = new Map<string, Maybe>(Object.entries(scoreBounds(model, told, isSingle)))
      return [...possibleOutcomes(release.routing, name => judged.get(name) ?? told(name))]
    }),
  )
  const [outcome] = outcomes
  return outcome !== undefined && outcomes.size === 1 ? { step: ahead.decide, outcome } : null
}

// One a flow: flows are kept as long as they are in use.
const graphs = new WeakMap<PublicFlow, Graph>()

function graphOf(flow: PublicFlow): Graph {
  const graph = graphs.get(flow) ?? toGraph(flow)
  graphs.set(flow, graph)
  return graph
}

/**
 * What was answered and is not asked again stands, and so does what is known of the visit. All else is anything: it may be
 * answered, skipped, or known from another visit of the same person.
 */
function toldFacts(flow: PublicFlow, { facts, path }: Played, ahead: readonly Step[]): MaybeFacts {
  const asked = new Set(ahead.flatMap(step => (step.kind === 'ask' ? [step.field] : [])))
  const answered = new Set(path.flatMap(step => (step.kind === 'ask' ? [step.field] : [])))
  return name => {
    const root = name.split('.', 1)[0] ?? name
    if (ELSEWHERE_KNOWN.has(name)) return 'anything'
    if (!Object.hasOwn(flow.fields, root)) return facts[name] === undefined ? 'anything' : { oneOf: [facts[name]] }
    const stands = answered.has(root) && !asked.has(root) && facts[root] !== undefined
    return stands ? { oneOf: [facts[name]] } : 'anything'
  }
}

const NOT_KNOWN: Maybe = { oneOf: [undefined] }

/** Facts of the routing that are found out once it is known who the visitor is. */
const ELSEWHERE_KNOWN: ReadonlySet<string> = new Set(['owner.known', 'source'])

/** The one decide step that every way on leads to, and the questions on the ways; null when a way leads elsewhere. */
function waysOn({ steps, edges }: Graph, here: number, facts: MaybeFacts): { decide: string; asks: Step[] } | null {
  const reached = new Set([here])
  const asks: Step[] = []
  let decide: string | undefined
  // Every edge leads forward, so what is added comes later.
  for (const index of reached) {
    const step = steps[index]
    if (!step) return null
    if (step.kind === 'decide') {
      if (decide !== undefined && decide !== step.id) return null
      decide = step.id
      continue
    }
    if (step.kind !== 'ask' && step.kind !== 'say' && step.kind !== 'branch') return null
    if (step.kind === 'ask') asks.push(step)
    for (const { to, when } of edges[index] ?? []) {
      const held = when ? holdsMaybe(when, facts) : true
      if (held !== false) reached.add(to)
      if (held) break
    }
  }
  return decide === undefined ? null : { decide, asks }
}

import { type Fact, type Facts, factsRead, holds } from '../condition.ts'
import type { AskStep, Flow, Step } from '../flow.ts'
import type { Edge, Graph } from '../graph.ts'
import { type Candidate, candidatesOf, contextCandidates, mentionedIn } from './candidates.ts'
import type { ExampleAnswer, Finding } from './finding.ts'
import { leavesOf } from './leaves.ts'

/** All visitors who stand at a step, know the same of what later guards read, and gave the same of address and consent. */
export interface Group {
  readonly index: number
  /** Only what guards from this step on can read. */
  readonly facts: Facts
  /** An e-mail address or a phone number was given. */
  readonly contact: boolean
  /** An e-mail address was given. */
  readonly email: boolean
  readonly consent: boolean
  /** Parts of the visit's context that were taken to be so. */
  readonly context?: Facts
  readonly before?: Group
  readonly given?: ExampleAnswer
}

export interface Explored {
  readonly groups: readonly Group[]
  /** Whether that is all of them. */
  readonly complete: boolean
}

export const MOST_GROUPS = 50_000

/** What looking may still cost, in facts and comparisons looked at. Whoever shares it ends together. */
export interface Effort {
  left: number
}

/** About half a second: meanwhile the server does nothing else. */
export const createEffort = (): Effort => ({ left: 4_000_000 })

/**
 * Follows every answer that makes a difference, for as long as the effort lasts. `granted` facts are taken to be so: who
 * answers otherwise is left out.
 */
export function explore(flow: Flow, graph: Graph, granted: Facts = {}, effort: Effort = createEffort()): Explored {
  const explorer = createExplorer(flow, graph, granted)
  const seen = new Set<string>()
  const groups: Group[] = []
  const reach = (group: Group) => {
    const known = explorer.keep(group)
    const key = keyOf(known)
    if (seen.has(key)) return
    seen.add(key)
    groups.push(known)
  }
  reach({ index: 0, facts: explorer.before, contact: false, email: false, consent: false })
  for (const group of groups) {
    for (const next of explorer.nextOf(group)) {
      if (groups.length > MOST_GROUPS || effort.left <= 0) return { groups, complete: false }
      effort.left -= explorer.costOf(group) + explorer.costOf(next)
      reach(next)
    }
  }
  return { groups, complete: true }
}

/** The answers that led to a group, and the context they need. */
export function exampleOf(group: Group): Pick<Finding, 'example' | 'context'> {
  const answers: ExampleAnswer[] = []
  for (let at: Group | undefined = group; at; at = at.before) if (at.given) answers.push(at.given)
  return { example: answers.reverse(), ...(group.context && { context: group.context }) }
}

function createExplorer(flow: Flow, { steps, edges }: Graph, granted: Facts) {
  const mentioned = mentionedIn(flow, granted as Readonly<Record<string, Fact>>) // a fact has the type of an answer
  const live = liveFacts(edges)
  // A hidden field is known from the start or never, like the rest of the context.
  const asked = Object.entries(flow.fields).filter(([, field]) => field.kind !== 'hidden')
  const candidates = new Map(asked.map(([id, field]) => [id, candidatesFor(id, field)] as const))
  const fromFields = new Set(
    [...candidates].flatMap(([id, all]) => [id, ...all.flatMap(one => Object.keys(one.facts))]),
  )

  function candidatesFor(id: string, field: Flow['fields'][string]): Candidate[] {
    const agrees = ({ facts }: Candidate) =>
      Object.keys(facts).every(name => !(name in granted) || same(facts[name], granted[name]))
    return candidatesOf(id, field, mentioned).filter(agrees)
  }

  /** Forgets what no later guard reads. */
  function keep(group: Group): Group {
    const kept = [...(live[group.index] ?? [])]
      .filter(name => name in group.facts)
      .map(name => [name, group.facts[name]])
    return { ...group, facts: Object.fromEntries(kept) }
  }

  /** One by one: a guard on twenty parts of the context splits a group into millions. */
  function* nextOf(group: Group): Generator<Group> {
    const step = steps[group.index]
    if (!step) return
    const answered = step.kind === 'ask' ? answersTo(step, group) : [{ ...group, given: undefined }]
    for (const one of answered) for (const next of follow(step, one)) yield { ...next, before: group }
  }

  function answersTo(step: AskStep, group: Group): Group[] {
    const field = flow.fields[step.field]
    const answered = (candidates.get(step.field) ?? []).map(({ answer, facts }) => ({
      ...group,
      facts: { ...group.facts, ...facts },
      contact: group.contact || field?.kind === 'email' || field?.kind === 'phone',
      email: group.email || field?.kind === 'email',
      consent: group.consent || (field?.kind === 'consent' && field.purpose === 'contact'),
      given: { step: step.id, answer },
    }))
    return step.optional || !field ? [...answered, { ...group, given: { step: step.id, answer: null } }] : answered
  }

  /** Each way on that some visitor of the group takes. */
  function* follow(step: Step, group: Group): Generator<Group> {
    const ways = edges[group.index] ?? []
    if (step.kind === 'decide') {
      for (const { to, outcome = 'fallback' } of ways) {
        yield { ...group, index: to, given: { step: step.id, answer: outcome } }
      }
      return
    }
    const reads = ways.flatMap(({ when }) => (when ? factsRead(when) : []))
    const open = [...new Set(reads)].filter(name => !fromFields.has(name) && !(name in group.facts))
    for (const assumed of assume(group, open)) {
      const way = ways.find(({ when }) => !when || holds(when, assumed.facts))
      if (way) yield { ...assumed, index: way.to }
    }
  }

  /** Splits a group by parts of the visit's context of which nothing is known yet. */
  function* assume(group: Group, [name, ...others]: readonly string[]): Generator<Group> {
    if (name === undefined) {
      yield group
      return
    }
    for (const value of contextCandidates(name, mentioned)) {
      const known = { [name]: value }
      yield* assume({ ...group, facts: { ...group.facts, ...known }, context: { ...group.context, ...known } }, others)
    }
  }

  // What is granted of a field is unknown until the field is asked.
  const before = Object.fromEntries(Object.entries(granted).filter(([name]) => !fromFields.has(name)))
  const costs = steps.map((_step, index) => 1 + (live[index]?.size ?? 0) + comparisonsOf(edges[index] ?? []))
  return { before, keep, nextOf, costOf: (group: Group) => costs[group.index] ?? 1 }
}

/** By step: the facts that it or a later step reads. */
function liveFacts(edges: Graph['edges']): ReadonlySet<string>[] {
  let live = new Set<string>()
  return edges
    .toReversed()
    .map(ways => {
      live = new Set([...live, ...ways.flatMap(({ when }) => (when ? factsRead(when) : []))])
      return live
    })
    .reverse()
}

function comparisonsOf(ways: readonly Edge[]): number {
  return ways.reduce((sum, { when }) => sum + (when ? leavesOf(when, '').length : 0), 0)
}

function keyOf({ index, facts, contact, email, consent }: Group): string {
  return JSON.stringify([index, contact, email, consent, facts], (_key, value: unknown) => value ?? null)
}

function same(one: Fact | undefined, other: Fact | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

import { type Fact, type Facts, factsRead, holds } from '../condition.ts'
import type { AskStep, Flow, Step } from '../flow.ts'
import type { Edge, Graph } from '../graph.ts'
import { type Candidate, candidatesOf, contextCandidates, mentionedIn } from './candidates.ts'
import type { ExampleAnswer, Finding } from './finding.ts'

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

/** Follows every answer that makes a difference. `facts` are taken for granted: who answers otherwise is left out. */
export function explore(flow: Flow, graph: Graph, granted: Facts = {}): Explored {
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
    if (groups.length > MOST_GROUPS) return { groups, complete: false }
    for (const next of explorer.nextOf(group)) reach(next)
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
  const candidates = new Map(Object.entries(flow.fields).map(([id, field]) => [id, candidatesFor(id, field)] as const))
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

  function nextOf(group: Group): Group[] {
    const step = steps[group.index]
    if (!step) return []
    const answered = step.kind === 'ask' ? answersTo(step, group) : [{ ...group, given: undefined }]
    return answered.flatMap(one => follow(step, one)).map(next => ({ ...next, before: group }))
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
  function follow(step: Step, group: Group): Group[] {
    const ways = edges[group.index] ?? []
    if (step.kind === 'decide') {
      return ways.map(({ to, outcome = 'fallback' }) => ({
        ...group,
        index: to,
        given: { step: step.id, answer: outcome },
      }))
    }
    return assume(group, ways).flatMap(assumed => {
      const way = ways.find(({ when }) => !when || holds(when, assumed.facts))
      return way ? [{ ...assumed, index: way.to }] : []
    })
  }

  /** Splits a group by the parts of the visit's context that these guards read and that nothing is known of yet. */
  function assume(group: Group, ways: readonly Edge[]): Group[] {
    const reads = ways.flatMap(({ when }) => (when ? factsRead(when) : []))
    const open = reads.filter(name => !fromFields.has(name) && !(name in group.facts))
    return open.reduce<Group[]>(
      (groups, name) =>
        groups.flatMap(one =>
          contextCandidates(name, mentioned).map(value => ({
            ...one,
            facts: { ...one.facts, [name]: value },
            context: { ...one.context, [name]: value },
          })),
        ),
      [group],
    )
  }

  // What is granted of a field is unknown until the field is asked.
  const before = Object.fromEntries(Object.entries(granted).filter(([name]) => !fromFields.has(name)))
  return { before, keep, nextOf }
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

function keyOf({ index, facts, contact, email, consent }: Group): string {
  return JSON.stringify([index, contact, email, consent, facts], (_key, value: unknown) => value ?? null)
}

function same(one: Fact | undefined, other: Fact | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

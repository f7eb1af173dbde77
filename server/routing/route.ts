import { type Condition, type Fact, type Facts, factsRead, holds } from '#flows/condition.ts'
import { type Candidate, type Counter, rankCandidates } from './round-robin.ts'
import { type Assignment, FALLBACK, type Person, type Routing, type RoutingRule, type Team } from './routing-config.ts'

export interface RouteInput {
  readonly routing: Routing
  /**
   * Facts of the session and the answers, plus `score`, `fit`, `engagement`, `temperature`, `disqualified` (id of the
   * disqualifier, absent without one), `email.domain` and `source`. `owner.known` is set here, from `previousOwner`.
   */
  readonly facts: Facts
  /** Of any teams; those of other teams and of people who left are not looked at. */
  readonly counters: readonly Counter[]
  readonly at: number
  /** Person id of the lead's owner. Keeps the lead while the routing knows that person. */
  readonly previousOwner?: string
}

export interface Routed {
  readonly outcome: string
  /** `fallback` when no rule held. */
  readonly ruleId: string
  readonly owner: Person | null
  /** Team the owner was drawn from in this decision. */
  readonly teamId: string | null
  /** By when somebody must have acted, milliseconds since 1970. */
  readonly dueAt: number | null
  /** The counter this decision raises by one; null when nobody was drawn. */
  readonly counter: { readonly teamId: string; readonly personId: string } | null
  readonly record: RoutingRecord
}

/** Why a lead went where it went. JSON-able. */
export interface RoutingRecord {
  /** Every rule looked at, in order; the last one held. */
  readonly rules: readonly RuleRecord[]
  /** Who could get it, the one whose turn it was first; empty when nobody was drawn. */
  readonly pool: readonly Candidate[]
  /** In words. */
  readonly reason: string
}

export interface RuleRecord {
  readonly id: string
  readonly name: string
  readonly held: boolean
  /** The facts it read, as they were; null = not known. */
  readonly reads: Readonly<Record<string, Fact | null>>
}

interface Choice {
  readonly owner: Person | null
  readonly teamId: string | null
  readonly pool: readonly Candidate[]
  readonly reason: string
}

/** Decides who gets a lead: the first rule that holds, else the fallback. Total; same input, same decision. */
export function routeLead({ routing, facts, counters, at, previousOwner }: RouteInput): Routed {
  const keeper = routing.people.find(person => person.id === previousOwner)
  const known: Facts = { ...facts, 'owner.known': keeper !== undefined }
  const found = routing.rules.findIndex(rule => holds(rule.when, known))
  const rule = routing.rules[found]
  const looked = found < 0 ? routing.rules : routing.rules.slice(0, found + 1)
  const rules = looked.map(one => toRecord(one, known, one === rule))
  if (!rule) rules.push({ id: FALLBACK, name: 'Everyone else', held: true, reads: {} })
  const { owner, teamId, pool, reason } = keeper ? keep(keeper) : choose(routing, rule, counters)
  const { outcome } = rule ?? routing.fallback
  return {
    outcome,
    ruleId: rule?.id ?? FALLBACK,
    owner,
    teamId,
    dueAt: rule?.slaMinutes === undefined ? null : at + rule.slaMinutes * 60_000,
    counter: owner && teamId !== null ? { teamId, personId: owner.id } : null,
    record: { rules, pool, reason },
  }
}

function toRecord(rule: RoutingRule, facts: Facts, held: boolean): RuleRecord {
  const reads = Object.fromEntries(readBy(rule.when).map(fact => [fact, facts[fact] ?? null]))
  return { id: rule.id, name: rule.name, held, reads }
}

const read = new WeakMap<Condition, readonly string[]>()

/** A routing is read for every lead and never changes. */
function readBy(condition: Condition): readonly string[] {
  const known = read.get(condition) ?? factsRead(condition)
  read.set(condition, known)
  return known
}

/** An owner keeps the lead, outside the round robin: what returns to somebody must not cost them a new one. */
function keep(owner: Person): Choice {
  return { owner, teamId: null, pool: [], reason: `${owner.name} already owns this lead` }
}

/** A rule that assigns nobody means it; one whose person or team has nobody left hands over to the fallback's. */
function choose(routing: Routing, rule: RoutingRule | undefined, counters: readonly Counter[]): Choice {
  const wanted = rule ? rule.assign : routing.fallback.assign
  if (!wanted) return nobody('Nobody in person: the next step is automatic')
  const spare = routing.fallback.assign
  return (
    draw(routing, wanted, counters) ??
    (spare ? draw(routing, spare, counters) : null) ??
    nobody('Nobody is left of those who should get it')
  )
}

function draw(routing: Routing, assign: Assignment, counters: readonly Counter[]): Choice | null {
  if ('team' in assign) return drawFromTeam(routing, assign.team, counters)
  const owner = routing.people.find(person => person.id === assign.person)
  return owner ? { owner, teamId: null, pool: [], reason: `The rule names ${owner.name}` } : null
}

function drawFromTeam(routing: Routing, teamId: string, counters: readonly Counter[]): Choice | null {
  const team = routing.teams.find(one => one.id === teamId)
  if (!team) return null
  const people = new Map(routing.people.map(person => [person.id, person]))
  const present = team.members.filter(member => people.has(member.person))
  const pool = rankCandidates(present, counters, teamId)
  const [next] = pool
  const owner = next && people.get(next.person)
  return owner ? { owner, teamId, pool, reason: turnOf(owner, next, team, pool) } : null
}

function turnOf(owner: Person, next: Candidate, team: Team, pool: readonly Candidate[]): string {
  if (pool.length === 1) return `${owner.name} is the only one of team ${team.name} who takes leads`
  const given = pool.reduce((sum, one) => sum + one.assigned, 0)
  const weights = pool.reduce((sum, one) => sum + one.weight, 0)
  const share = Math.round((next.weight / weights) * 100)
  return `${owner.name} is next of team ${team.name}: has had ${next.assigned} of ${given}, with a share of ${share} %`
}

function nobody(reason: string): Choice {
  return { owner: null, teamId: null, pool: [], reason }
}

import type { Outcome } from '../lifecycle/outcomes.ts'
import type { Stage } from '../scoring/stage.ts'
import { type AdClick, CLICK_IDS, type ClickIdName, type Conversion, type ConversionKind } from './conversion-type.ts'
import { type PastMove, type Step, stepsOf } from './past-moves.ts'

/** What is known of one lead. */
export interface LeadPast {
  readonly lead: string
  /** In the order they were written; the first one says with which stage it was made. */
  readonly moves: readonly PastMove[]
  /** When it was sent to sales as it was made; null = it was not. */
  readonly sentToSalesAt: number | null
  /** In any order. */
  readonly outcomes: readonly PastOutcome[]
  readonly clicks: readonly AdClick[]
}

type PastOutcome = Pick<Outcome, 'id' | 'kind' | 'amount' | 'currency' | 'at'> & { readonly receivedAt: number }

const QUALIFIED: ReadonlySet<Stage> = new Set<Stage>(['mql', 'sal', 'sql', 'opportunity', 'customer'])
const SQL: ReadonlySet<Stage> = new Set<Stage>(['sql', 'opportunity', 'customer'])
const WON: ReadonlySet<Stage> = new Set<Stage>(['customer'])
/** Moved there by hand from further up, a lead never was what it was taken for; elsewhere off the way, it was and is no more. */
const WAY_UP: ReadonlySet<Stage> = new Set<Stage>(['lead', ...QUALIFIED])

/**
 * When a lead was qualified, became an SQL, and each time it was won: without a deal told, the moment it became a customer.
 * Each once, unless a person took it back: it then stands with that time, and counts anew when it comes again. Only for leads
 * that came by a click, each with the newest one of every network before it. Pure.
 */
export function conversionsOf(past: LeadPast): Conversion[] {
  const { lead, outcomes, clicks } = past
  if (clicks.length === 0) return []
  const steps = stepsOf(past.moves)
  const told = (...kinds: readonly Outcome['kind'][]) =>
    outcomes.filter(({ kind }) => kinds.includes(kind)).map(({ at }) => at)
  const sent = past.sentToSalesAt === null ? [] : [past.sentToSalesAt]
  const dealless = steps.filter(({ outcome, undoneAt }) => outcome === null || undoneAt === null)
  const further = told('sql', 'opportunity', 'won')
  const found = [
    ...once('qualified', visitsOf(QUALIFIED, steps, [...sent, ...further])),
    ...once('sql', visitsOf(SQL, steps, further)),
    ...(told('won').length > 0 ? [] : once('won', visitsOf(WON, dealless, []))),
    ...dealsOf(lead, steps, outcomes),
  ]
  return found.map(one => ({ ...one, clicks: clicksBefore(clicks, one.at) })).filter(one => one.clicks.length > 0)

  function once(kind: ConversionKind, visits: readonly Visit[]) {
    return visits.map(({ at, takenBackAt }, index): Found => {
      const id = index === 0 ? `${lead}:${kind}` : `${lead}:${kind}:${index + 1}`
      return { id, lead, kind, at, value: null, currency: null, correctedAt: null, takenBackAt }
    })
  }
}

type Found = Omit<Conversion, 'clicks'>
interface Visit {
  readonly at: number
  readonly takenBackAt: number | null
}

/** From when on a lead was in one of these stages, by its moves or as somebody told: the first time, and again after it was taken back. */
function visitsOf(stages: ReadonlySet<Stage>, steps: readonly Step[], told: readonly number[]): Visit[] {
  const entries: Visit[] = [
    ...steps.filter(({ to }) => stages.has(to)).map(({ at, undoneAt }) => ({ at, takenBackAt: undoneAt })),
    ...told.map(at => ({ at, takenBackAt: null })),
  ].sort((a, b) => a.at - b.at)
  const back = steps.filter(step => isMovedBack(step) && !stages.has(step.to)).map(({ at }) => at)
  const visits: Visit[] = []
  for (const { at, takenBackAt } of entries) {
    const before = visits.at(-1)
    if (before && (before.takenBackAt === null || before.takenBackAt > at)) {
      // What was taken back stands all the same where something else said so meanwhile.
      if (takenBackAt === null) visits[visits.length - 1] = { ...before, takenBackAt: backAfter(at) }
      continue
    }
    visits.push({ at, takenBackAt: takenBackAt ?? backAfter(at) })
  }
  return visits

  function backAfter(at: number): number | null {
    return back.find(time => time >= at) ?? null
  }
}

function isMovedBack({ manual, undoneAt, from, to }: Step): boolean {
  return manual && undoneAt === null && from !== undefined && QUALIFIED.has(from) && WAY_UP.has(to)
}

/** Each deal that was told, and those of moves that were taken back. */
function dealsOf(lead: string, steps: readonly Step[], outcomes: readonly PastOutcome[]): Found[] {
  const back = steps.filter(step => isMovedBack(step) && step.from === 'customer')
  const standing = outcomes
    .filter(({ kind }) => kind === 'won')
    .map(({ id, amount, currency, at, receivedAt }): Found => {
      const first = steps.find(step => step.outcome === id)
      const correctedAt = first && receivedAt > first.at + SAME_MS ? receivedAt : null
      const takenBackAt = back.find(step => step.at >= at)?.at ?? null
      return { ...deal(id), at, value: amount, currency, correctedAt, takenBackAt }
    })
  const removed = steps.flatMap(({ to, at, outcome, undoneAt }): Found[] =>
    to === 'customer' && outcome !== null && undoneAt !== null
      ? [{ ...deal(outcome), at, value: null, currency: null, correctedAt: null, takenBackAt: undoneAt }]
      : [],
  )
  return [...standing, ...removed]

  function deal(id: string) {
    return { id: `${lead}:won:${id}`, lead, kind: 'won' as const }
  }
}

/** A move and its outcome are written in one unit, each with its own look at the clock. */
const SAME_MS = 5_000

/** Outcomes are often told by the day alone, whose midnight is before a click of the same day. */
const SLACK_MS = 86_400_000

function clicksBefore(clicks: readonly AdClick[], at: number): AdClick[] {
  return (Object.keys(CLICK_IDS) as ClickIdName[]) // its keys are the names
    .flatMap(name => {
      const [newest] = clicks
        .filter(click => click.name === name && click.at <= at + SLACK_MS)
        .sort((a, b) => b.at - a.at)
      return newest ? [newest] : []
    })
}

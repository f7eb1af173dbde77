import type { SessionEvent } from '#flows/api.ts'
import { describeAnswer } from '#flows/fields/index.ts'
import type { PublicFlow } from '#flows/flow.ts'
import { fill, sayable } from '#flows/locale.ts'
import { activityEntry } from '../activity/say-activity.ts'
import type { ActivityEventTable, BehaviorEventTable } from '../store/activity-tables.ts'
import { leavingOf, trustedTime } from './lead-behavior.ts'
import type { TimelineEntry } from './lead-card-type.ts'
import type { StoredVisit } from './load-visits.ts'
import { type Stay, staysOf } from './page-stays.ts'
import { seenFlow } from './seen-flow.ts'

/** Pages, acts, conversations and what other systems told of a person in one line of time, oldest first. */
export function timelineOf(
  visits: readonly StoredVisit[],
  acts: readonly BehaviorEventTable[],
  told: readonly ActivityEventTable[] = [],
): TimelineEntry[] {
  const stays = staysOf(acts.flatMap(leavingOf))
  const entries = [
    ...acts.filter(act => !isToldByVisit(act, visits)).flatMap(act => actEntry(act, stays)),
    ...told.map(activityEntry),
    ...visits.flatMap(visitEntries),
  ]
  // Sorting keeps the order of what happened at the same time, so a conversation stays in the order of its log.
  return entries.sort((a, b) => a.at - b.at)
}

/** A conversation that is told line by line says itself that it was completed, and that a time was booked. */
function isToldByVisit({ type, session_id }: BehaviorEventTable, visits: readonly StoredVisit[]): boolean {
  if (type !== 'form_submitted' && type !== 'meeting_booked') return false
  return visits.some(({ session }) => session.id === session_id)
}

interface ActBody {
  readonly title?: string
  readonly seconds?: number
  readonly file?: string
  readonly name?: string
}

function actEntry(row: BehaviorEventTable, stays: ReadonlyMap<string, Stay>): TimelineEntry[] {
  if (row.type === 'page_left') return []
  const body = JSON.parse(row.body_json) as ActBody // stored from parsed events only
  const at = { at: trustedTime(row.at, row.received_at), session: row.session_id, path: row.path }
  if (row.type === 'page_viewed') {
    const stay = stays.get(`${row.visitor_id}:${row.id}`)
    const seconds = stay?.seconds ?? body.seconds ?? null
    return [{ ...at, kind: 'page', title: body.title ?? null, seconds, ...(stay && { scrolled: stay.scrolled }) }]
  }
  if (row.type === 'downloaded') return [{ ...at, kind: 'download', file: body.file ?? '' }]
  return [{ ...at, kind: 'action', name: body.name ?? row.type }]
}

function visitEntries(visit: StoredVisit): TimelineEntry[] {
  const { session, context, log, played } = visit
  const flow = seenFlow(visit.flow, context.variants)
  const { path, url } = context.page
  const { surface, shape } = context
  const began = beginningOf(visit)
  const answered = new Set<string>()
  // By number, not by time: a visitor's clock may jump, what they said stays in order.
  let last = began
  const said = [...log.events.values()]
    .sort((a, b) => a.event.seq - b.event.seq)
    .flatMap(({ event, receivedAt }): TimelineEntry[] => {
      last = Math.max(last, trustedTime(event.at, receivedAt))
      const entry = eventEntry({ event, flow, visit, isChange: 'step' in event && answered.has(event.step) })
      if (event.type === 'answered') answered.add(event.step)
      return entry ? [{ at: last, session: session.id, ...entry }] : []
    })
  // What was settled early is decided at its step.
  const told = log.decisions.filter(decision => !decision.early)
  const decided = told.map(({ at, outcome }): TimelineEntry => {
    return { at, session: session.id, kind: 'decision', outcome, by: 'server' }
  })
  const end = played.position
  const ended: TimelineEntry[] =
    end.kind === 'end'
      ? [
          {
            at: Math.max(last, ...decided.map(entry => entry.at)),
            session: session.id,
            kind: 'completed',
            outcome: end.outcome,
          },
        ]
      : []
  return [
    {
      at: began,
      session: session.id,
      kind: 'conversation_started',
      path,
      url,
      surface,
      shape,
    },
    ...said,
    ...decided,
    ...ended,
    ...identified(visit, began),
  ]
}

function identified({ session, context: { identity, flags } }: StoredVisit, began: number): TimelineEntry[] {
  const noted: TimelineEntry[] = []
  if (identity) {
    const { at, subject, email = null } = identity
    noted.push({ at, session: session.id, kind: 'identified', subject, email })
  }
  if (flags?.includes('identity_refused')) noted.push({ at: began, session: session.id, kind: 'identity_refused' })
  return noted
}

function beginningOf({ session, log }: StoredVisit): number {
  const times = [...log.events.values()].map(({ event, receivedAt }) => trustedTime(event.at, receivedAt))
  return Math.min(session.created_at, ...times)
}

type Told = TimelineEntry extends infer Entry ? (Entry extends unknown ? Omit<Entry, 'at' | 'session'> : never) : never

function eventEntry(input: {
  readonly event: SessionEvent
  readonly flow: PublicFlow
  readonly visit: StoredVisit
  readonly isChange: boolean
}): Told | null {
  const { event, flow, visit, isChange } = input
  if (event.type === 'booked') return { kind: 'booked' }
  if (event.type === 'clicked') return { kind: 'calendar_opened' }
  if (event.type === 'decided') return { kind: 'decision', outcome: event.outcome, by: 'fallback' }
  if (event.type === 'asked') return { kind: 'asked', text: event.text, promised: event.snippet === undefined }
  if (event.type !== 'answered' && event.type !== 'skipped') return null
  const step = flow.steps.find(one => one.id === event.step)
  if (step?.kind !== 'ask') return null
  const question = fill(step.text, sayable(flow, visit.played))
  if (event.type === 'skipped') return { kind: 'skipped', question }
  const field = flow.fields[step.field]
  if (!field) return null
  const answer = describeAnswer(field, event.value, flow.locale)
  const extras = { ...(event.raw && { typed: event.raw }), ...(event.confirmed && { confirmed: true as const }) }
  return { kind: 'answer', question, answer, ...extras, changed: isChange }
}

import type { SessionEvent } from '#flows/api.ts'
import type { Talk } from '../talk.ts'
import type { ParleyEvents } from './page-types.ts'

/** How far a conversation has been told of. */
export interface Told {
  /** Number of the last event of its log. */
  readonly seq: number
  /** When its log began: another time is another conversation in its place. */
  readonly began?: number | undefined
  readonly started: boolean
  readonly done: boolean
  /** Decisions, as `step:after`. */
  readonly decisions: ReadonlySet<string>
}

export const NOTHING_TOLD: Told = { seq: 0, started: false, done: false, decisions: new Set() }

/** An event without what all of them carry. */
export type Happening = {
  [Name in 'started' | 'answered' | 'completed' | 'qualified' | 'booked']: {
    readonly name: Name
    readonly detail: Omit<ParleyEvents[Name], 'flow' | 'surface' | 'at'>
    readonly at: number
  }
}['started' | 'answered' | 'completed' | 'qualified' | 'booked']

/** Ends of those who came for something else: no lead, no conversion. */
const ELSEWHERE: ReadonlySet<string> = new Set(['support', 'exit'])

/**
 * What happened in a conversation since it was last told of, oldest first. What is older than `since` (milliseconds since
 * 1970) happened on an earlier page and was told there.
 */
export function happeningsOf(talk: Talk, told: Told, since: number): { happenings: Happening[]; told: Told } {
  const { log, decisions, played } = talk
  const began = log[0]?.at
  const before = began === told.began ? told : NOTHING_TOLD
  const isNew = ({ at }: Pick<SessionEvent, 'at'>) => at >= since
  const happenings: Happening[] = []
  let { started } = before
  for (const event of log.slice(before.seq)) {
    if (event.type === 'answered' && event.by !== 'page' && !started) {
      started = true
      if (isNew(event)) happenings.push({ name: 'started', detail: {}, at: event.at })
    }
    if (isNew(event)) happenings.push(...toHappening(talk, event))
  }
  const at = log.at(-1)?.at ?? 0
  const known = new Set(before.decisions)
  for (const { step, after, outcome } of decisions) {
    const key = `${step}:${after}`
    if (known.has(key)) continue
    known.add(key)
    if (outcome === 'sales' && log[after - 1] && isNew({ at: log[after - 1]?.at ?? 0 })) {
      happenings.push({ name: 'qualified', detail: { step, outcome }, at })
    }
  }
  const { position } = played
  const done = position.kind === 'end'
  if (done && !before.done && at >= since && !ELSEWHERE.has(position.outcome)) {
    happenings.push({ name: 'completed', detail: { outcome: position.outcome }, at })
  }
  return { happenings, told: { seq: log.length, began, started, done, decisions: known } }
}

function toHappening({ player }: Talk, event: SessionEvent): Happening[] {
  if (event.type === 'booked') return [{ name: 'booked', detail: { step: event.step }, at: event.at }]
  // What the page said itself is no news to it.
  if (event.type !== 'answered' || event.by === 'page') return []
  const step = player.flow.steps.find(({ id }) => id === event.step)
  const id = step?.kind === 'ask' ? step.field : ''
  const field = player.flow.fields[id]
  const { value } = event
  // An option says nothing of who somebody is; what was typed may.
  const picked = field && 'options' in field && (typeof value === 'string' || Array.isArray(value))
  const detail = { step: event.step, field: id, ...(picked && { value }) }
  return [{ name: 'answered', detail, at: event.at }]
}

import type { Decision, Offer, SessionEvent, SessionEventBody } from '#flows/api.ts'
import { canonicalJson } from '#flows/canonical.ts'
import { maskCards } from '#flows/mask-cards.ts'
import type { LogEntry } from '#flows/play.ts'
import { ApiError } from '../errors.ts'
import type { SessionEventTable } from '../store/session-tables.ts'

/** The log of a session as stored: what the widget sent (`sub` 0) and what the server wrote after it. */
export interface StoredLog {
  /** What the widget sent, by number; may have gaps. */
  readonly events: ReadonlyMap<number, StoredEvent>
  /** Server decisions, in the order written. */
  readonly decisions: readonly (Decision & { readonly sub: number; readonly at: number })[]
  /** Rows altogether: a log only grows, so the same count is the same log. */
  readonly rows: number
}

export interface StoredEvent {
  readonly event: SessionEvent
  /** JSON of the event without `seq` and `at`: what makes two sends of one event equal. */
  readonly body: string
  readonly receivedAt: number
}

export type LogRow = Pick<SessionEventTable, 'seq' | 'sub' | 'body_json' | 'at' | 'received_at'>

export const EMPTY_LOG: StoredLog = { events: new Map(), decisions: [], rows: 0 }

/** Reads rows ordered by `seq`, `sub`. */
export function readLog(rows: readonly LogRow[]): StoredLog {
  const events = new Map<number, StoredEvent>()
  const decisions: StoredLog['decisions'][number][] = []
  for (const row of rows) {
    const body = JSON.parse(row.body_json) as SessionEventBody & { offer?: Offer } // written below only, from parsed events
    if (row.sub === 0) {
      const event = { seq: row.seq, at: row.at, ...body }
      events.set(row.seq, { event, body: row.body_json, receivedAt: row.received_at })
    } else if (body.type === 'decided') {
      const offer = body.offer ? { offer: body.offer } : {}
      const early = body.by === 'early' ? ({ early: true } as const) : {}
      const { step, outcome } = body
      decisions.push({ step, after: row.seq, outcome, ...offer, ...early, sub: row.sub, at: row.at })
    }
  }
  return { events, decisions, rows: rows.length }
}

export interface MergedLog {
  /** Everything up to the first gap, server decisions in their places: what is replayed. */
  readonly entries: readonly LogEntry[]
  /** Number of the last event before the first gap. */
  readonly acknowledged: number
  /** Events that were not stored yet, by number. Those beyond a gap are stored too, but not replayed. */
  readonly fresh: readonly StoredEvent[]
}

/**
 * Puts newly sent events into the log. Order does not matter and an event sent twice counts once.
 * Throws `sequence_conflict` when a number is used for two different events.
 */
export function mergeEvents(stored: StoredLog, sent: readonly SessionEvent[], receivedAt: number): MergedLog {
  const events = new Map(stored.events)
  const fresh: StoredEvent[] = []
  for (const given of sent) {
    const event = withoutCards(given)
    const body = bodyOf(event)
    const known = events.get(event.seq)
    if (known && !isSame(known.body, body)) {
      throw new ApiError('sequence_conflict', { detail: `Event ${event.seq} was already sent with another content.` })
    }
    if (known) continue
    const entry = { event, body, receivedAt }
    events.set(event.seq, entry)
    fresh.push(entry)
  }
  fresh.sort((a, b) => a.event.seq - b.event.seq)

  const entries: LogEntry[] = stored.decisions.filter(decision => decision.after === 0).map(toEntry)
  let seq = 1
  for (let next = events.get(seq); next; next = events.get(++seq)) {
    entries.push(next.event)
    for (const decision of stored.decisions) if (decision.after === seq) entries.push(toEntry(decision))
  }
  return { entries, acknowledged: seq - 1, fresh }
}

/** What the API tells of a decision. */
export function toDecision({ step, after, outcome, offer, early }: Decision): Decision {
  return { step, after, outcome, ...(offer ? { offer } : {}), ...(early ? { early } : {}) }
}

function toEntry(decision: StoredLog['decisions'][number]): LogEntry {
  const { step, after, outcome, early, at } = decision
  return { seq: after, at, type: 'decided', step, outcome, by: early ? 'early' : 'server' }
}

/** Events leave their schema with their keys in one order. */
/**
 * Card numbers are masked before anything is kept: the widget does it already, others may not. Numbers to call, addresses of mail
 * and of the web are answers of their own kind and stay whole.
 */
function withoutCards(event: SessionEvent): SessionEvent {
  if (event.type === 'asked') return { ...event, text: maskCards(event.text) }
  if (event.type !== 'answered') return event
  const { value, raw } = event
  return {
    ...event,
    value: typeof value === 'string' ? maskText(value) : Array.isArray(value) ? value.map(maskText) : value,
    ...(raw !== undefined && { raw: maskCards(raw) }),
  }
}

const maskText = (text: string) => (/^(\+\d+|https?:\S+|\S+@\S+)$/i.test(text) ? text : maskCards(text))

function bodyOf(event: SessionEvent): string {
  const { seq: _seq, at: _at, ...body } = event
  return JSON.stringify(body)
}

/** A schema may have had its keys in another order when the first one was stored. */
function isSame(stored: string, sent: string): boolean {
  return stored === sent || canonicalJson(JSON.parse(stored)) === canonicalJson(JSON.parse(sent))
}

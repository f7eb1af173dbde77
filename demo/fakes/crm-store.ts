import type { CrmBehaviour } from './crm-behaviour.ts'
import { type LeadCard, toLeadCard } from './lead-card.ts'

/** One lead as the CRM keeps it. Times are milliseconds since 1970. */
export type CrmRecord = {
  readonly leadId: string
  readonly card: LeadCard
  /** The event's `data` as it came. */
  readonly data: unknown
  readonly lastType: string
  /** The sender's time of the event shown, ISO 8601. */
  readonly timestamp: string
  readonly createdAt: number
  readonly updatedAt: number
  /** Every distinct webhook-id that was about this lead, in order of arrival. */
  readonly webhookIds: readonly string[]
}

/** One request to the webhook, whatever became of it. */
export type CrmRequest = {
  readonly at: number
  readonly webhookId: string | undefined
  readonly type: string | undefined
  readonly status: 200 | 400 | 401 | 410 | 413 | 429 | 500 | 503
  readonly outcome: string
  readonly body: string
}

export type CrmEvent = {
  readonly webhookId: string
  readonly at: number
  readonly type: string
  readonly timestamp: string
  readonly data?: unknown
}

export type CrmStore = ReturnType<typeof createCrmStore>

const loggedRequests = 500

/** The fake CRM's memory: records by lead, the ids of webhooks already kept, a log, and how to behave. */
export function createCrmStore() {
  const records = new Map<string, CrmRecord>()
  const seen = new Set<string>()
  const log: CrmRequest[] = []
  let behaviour: CrmBehaviour = 'ok'
  let version = 0

  return {
    /** Grows with every change, so that a page knows when to draw again. */
    version: () => version,
    records: (): readonly CrmRecord[] => [...records.values()].sort((a, b) => b.updatedAt - a.updatedAt),
    requests: (): readonly CrmRequest[] => log.toReversed(),
    behaviour: () => behaviour,
    setBehaviour(next: CrmBehaviour) {
      behaviour = next
      version += 1
    },
    log(request: CrmRequest) {
      log.push(request)
      if (log.length > loggedRequests) log.shift()
      version += 1
    },
    /** Creates or updates the lead's record; a webhook-id kept before changes nothing. Says what happened. */
    keep(event: CrmEvent): string {
      if (seen.has(event.webhookId)) return 'known already, nothing changed'
      seen.add(event.webhookId)
      const card = toLeadCard(event.data)
      const leadId = card.id ?? event.webhookId
      const before = records.get(leadId)
      records.set(leadId, before ? update(before, event, card) : create(leadId, event, card))
      return before ? 'record updated' : 'record created'
    },
  }
}

function create(leadId: string, event: CrmEvent, card: LeadCard): CrmRecord {
  return {
    leadId,
    card,
    data: event.data,
    lastType: event.type,
    timestamp: event.timestamp,
    createdAt: event.at,
    updatedAt: event.at,
    webhookIds: [event.webhookId],
  }
}

function update(before: CrmRecord, event: CrmEvent, card: LeadCard): CrmRecord {
  const webhookIds = [...before.webhookIds, event.webhookId]
  // Deliveries may overtake each other: an older event must not undo a newer one.
  if (Date.parse(event.timestamp) < Date.parse(before.timestamp)) return { ...before, webhookIds }
  return { ...create(before.leadId, event, card), createdAt: before.createdAt, webhookIds }
}

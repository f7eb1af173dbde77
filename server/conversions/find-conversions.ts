import { hash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { SessionContext } from '#flows/api.ts'
import type { MoveBody } from '../lifecycle/stage-history.ts'
import type { Stage } from '../scoring/stage.ts'
import type { Database } from '../store/schema.ts'
import { type AdClick, CLICK_IDS, type ClickIdName, type Conversion } from './conversion-type.ts'
import { conversionsOf, type LeadPast } from './conversions-of.ts'
import type { PastMove } from './past-moves.ts'

interface Asked {
  readonly workspaceId: string
  /** Conversions from then on, and before then. */
  readonly since: number
  readonly until: number
  /** With the addresses, hashed: for networks that know people by nothing else. */
  readonly withEmail?: boolean
}

/** Leads that are looked at in one go: others come in between. */
const PAGE = 300

/**
 * Conversions of leads that came by a click, in pieces, by lead, also those that were taken back. People who took their
 * consent back are left out.
 */
export async function* findConversions(
  db: Kysely<Database>,
  { workspaceId, since, until, withEmail = false }: Asked,
): AsyncGenerator<Conversion[]> {
  let after = ''
  for (;;) {
    const leads = await db
      .selectFrom('leads')
      .select(['id', 'session_id', 'consent_json', 'email'])
      .where('workspace_id', '=', workspaceId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute()
    const last = leads.at(-1)
    if (!last) return
    after = last.id
    const clicks = await clicksOf(
      db,
      workspaceId,
      leads.filter(lead => lead.consent_json !== null),
    )
    if (clicks.size === 0) continue
    const pasts = await pastsOf(db, workspaceId, clicks)
    const emails = new Map(withEmail ? leads.map(({ id, email }) => [id, email]) : [])
    yield pasts
      .flatMap(conversionsOf)
      .filter(({ at }) => at >= since && at < until)
      .map(one => ({ ...one, ...hashed(emails.get(one.lead)) }))
  }
}

/** As the networks ask for it: trimmed, in lower case, SHA-256 in hex, without salt. */
function hashed(email: string | null | undefined): Pick<Conversion, 'hashedEmail'> {
  return email ? { hashedEmail: hash('sha256', email.trim().toLowerCase()) } : {}
}

/** By lead: the clicks that its conversations kept, which they do with the visitor's consent only. */
async function clicksOf(
  db: Kysely<Database>,
  workspaceId: string,
  leads: readonly { readonly id: string; readonly session_id: string }[],
): Promise<Map<string, AdClick[]>> {
  const found = new Map<string, AdClick[]>()
  if (leads.length === 0) return found
  const decisions = await db
    .selectFrom('routing_decisions')
    .select(['lead_id', 'session_id'])
    .where('workspace_id', '=', workspaceId)
    .where(
      'lead_id',
      'in',
      leads.map(({ id }) => id),
    )
    .execute()
  const leadOf = new Map([
    ...leads.map(({ id, session_id }) => [session_id, id] as const),
    ...decisions.map(({ lead_id, session_id }) => [session_id, lead_id] as const),
  ])
  const sessions = await db
    .selectFrom('sessions')
    .select(['id', 'context_json', 'created_at'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...leadOf.keys()])
    .where('quarantine', 'is', null)
    .where(eb => eb.or([eb('context_json', 'like', '%clid"%'), eb('context_json', 'like', '%"li_fat_id"%')]))
    .execute()
  for (const { id, context_json, created_at } of sessions) {
    const { consent, utm } = JSON.parse(context_json) as SessionContext // parsed when it was stored
    const lead = leadOf.get(id)
    if (lead === undefined || consent !== 'granted') continue
    const clicks = (Object.keys(CLICK_IDS) as ClickIdName[]) // its keys are the names
      .flatMap((name): AdClick[] => (utm[name] ? [{ name, value: utm[name], at: created_at }] : []))
    if (clicks.length > 0) found.set(lead, [...(found.get(lead) ?? []), ...clicks])
  }
  return found
}

async function pastsOf(
  db: Kysely<Database>,
  workspaceId: string,
  clicks: ReadonlyMap<string, readonly AdClick[]>,
): Promise<LeadPast[]> {
  const ids = [...clicks.keys()]
  const events = await db
    .selectFrom('lead_events')
    .select(['lead_id', 'type', 'body_json', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', 'in', ids)
    .where('type', 'in', ['created', 'stage_changed', 'accepted', 'rejected', 'undone'])
    .orderBy('id')
    .execute()
  const outcomes = await db
    .selectFrom('lead_outcomes')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', 'in', ids)
    .execute()
  const eventsOf = Map.groupBy(events, event => event.lead_id)
  const outcomesOf = Map.groupBy(outcomes, outcome => outcome.lead_id)
  return ids.map(lead => {
    const own = eventsOf.get(lead) ?? []
    const made = own.find(({ type }) => type === 'created')
    return {
      lead,
      moves: own.map(toMove),
      sentToSalesAt: made && (JSON.parse(made.body_json) as { outcome?: string }).outcome === 'sales' ? made.at : null, // an object is written
      outcomes: (outcomesOf.get(lead) ?? []).map(({ received_at, ...outcome }) => ({
        ...outcome,
        receivedAt: received_at,
      })),
      clicks: clicks.get(lead) ?? [],
    }
  })
}

function toMove({
  type,
  at,
  body_json,
}: {
  readonly type: string
  readonly at: number
  readonly body_json: string
}): PastMove {
  const body = JSON.parse(body_json) as Partial<MoveBody> & { readonly stage?: Stage } // objects only are written
  // The first row tells by `outcome` where the conversation sent the lead, the others which outcome they came with.
  const made = type === 'created'
  return {
    type: type as PastMove['type'], // asked for by name
    at,
    from: body.from,
    to: body.to ?? body.stage,
    manual: body.manual,
    verdict: body.verdict,
    undone: body.undone,
    outcome: made ? undefined : body.outcome,
  }
}

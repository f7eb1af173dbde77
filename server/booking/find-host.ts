import type { Kysely } from 'kysely'
import type { Offer } from '#flows/api.ts'
import { ApiError } from '../errors.ts'
import { loadRelease } from '../publishing/live.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import type { SessionTable } from '../store/session-tables.ts'
import type { CalendarSettings } from './calendar-settings.ts'
import { loadCalendar } from './calendars.ts'

/** Whose time a conversation was offered, and who asks for it. */
export interface Host {
  readonly workspaceId: string
  readonly email: string
  readonly name: string
  readonly title?: string
  readonly settings: CalendarSettings
  readonly lead: LeadTable
}

type Session = Pick<SessionTable, 'workspace_id' | 'id' | 'lead_id'>

/**
 * The owner whose times a conversation may see: it was offered them, its lead still goes to sales, and the owner takes
 * meetings. Anyone else gets `not_found`: nobody cold sees a calendar.
 */
export async function findHost(db: Kysely<Database>, session: Session): Promise<Host> {
  const lead = await loadLead(db, session)
  if (lead?.outcome !== 'sales' || lead.stage === 'disqualified' || !lead.owner_email) throw nothingOffered()
  if (!(await wasOffered(db, session))) throw nothingOffered()
  const owner = { workspaceId: session.workspace_id, email: lead.owner_email }
  const settings = await loadCalendar(db, owner)
  if (!settings?.enabled) throw nothingOffered()
  const person = (await loadRelease(db, session.workspace_id, lead.release_id))?.routing.people.find(
    one => one.id === lead.owner_id,
  )
  const title = person?.title ? { title: person.title } : {}
  return { ...owner, name: lead.owner_name ?? lead.owner_email, ...title, settings, lead }
}

function nothingOffered(): ApiError {
  return new ApiError('not_found', { detail: 'This conversation was not offered a time.' })
}

async function loadLead(db: Kysely<Database>, { workspace_id, lead_id }: Session): Promise<LeadTable | undefined> {
  if (lead_id === null) return undefined
  return await db
    .selectFrom('leads')
    .selectAll()
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', lead_id)
    .executeTakeFirst()
}

/** By the newest word of the server in the conversation. */
async function wasOffered(db: Kysely<Database>, { workspace_id, id }: Session): Promise<boolean> {
  const newest = await db
    .selectFrom('session_events')
    .select('body_json')
    .where('workspace_id', '=', workspace_id)
    .where('session_id', '=', id)
    .where('sub', '>', 0)
    .orderBy('seq', 'desc')
    .orderBy('sub', 'desc')
    .executeTakeFirst()
  if (!newest) return false
  const { offer } = JSON.parse(newest.body_json) as { offer?: Offer } // written by `logRows` only
  return offer?.slots === true
}

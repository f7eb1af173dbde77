import type {
  CreateSessionRequest,
  CreateSessionResponse,
  SessionContext,
  SessionEvent,
  SessionEventBody,
} from '#flows/api.ts'
import type { Answer } from '#flows/flow.ts'
import { forgetDestinations } from '#server/delivery/enabled-destinations.ts'
import { START, type TestApp } from './app.ts'

/** Answers by step that lead through the pricing template to a hot lead: 15 + 12 + 15 + 10 + 15 = 67 of fit. */
export const HOT_ANSWERS: Readonly<Record<string, Answer>> = {
  q_need: 'many_sites',
  q_size: 's50_500',
  q_role: 'executive',
  q_timeline: 'quarter',
  q_budget: 'b24k',
  q_name: 'Ida Falk',
  q_email: 'ida@nordvik-cold.example',
  q_contact: true,
}

/** The log of giving these answers in this order, numbered from `from`. */
export function answered(answers: Readonly<Record<string, Answer>>, from = 1): SessionEvent[] {
  return numbered(
    Object.entries(answers).map(([step, value]) => ({ type: 'answered', step, value })),
    from,
  )
}

/** Events with numbers, a second apart. */
export function numbered(events: readonly SessionEventBody[], from = 1): SessionEvent[] {
  return events.map((event, index) => ({ seq: from + index, at: START - 60_000 + (from + index) * 1000, ...event }))
}

export const CONTEXT: SessionContext = {
  page: { url: 'https://www.tallybarn.example/pricing?utm_source=newsletter', path: '/pricing', title: 'Pricing' },
  referrer: 'https://search.example/results',
  utm: { source: 'newsletter' },
  locale: 'en',
  timeZone: 'Europe/Berlin',
  device: 'desktop',
  surface: 'bubble',
  shape: 'chat',
  variants: {},
  consent: 'granted',
}

let serial = 0

/** A request that starts a session on the test app's site, with a visitor and a key of its own. */
export function newSession(
  { site, release }: Pick<TestApp, 'site' | 'release'>,
  change: Partial<CreateSessionRequest> = {},
): CreateSessionRequest {
  serial += 1
  return {
    site: site.key,
    release: release.id,
    visitor: `visitor-${String(serial).padStart(10, '0')}`,
    key: `key-${String(serial).padStart(14, '0')}`,
    context: CONTEXT,
    dwell: 4200,
    events: [],
    ...change,
  }
}

/** Adds a webhook destination to the test app's workspace, so that leads are queued for it. */
export async function addDestination({ deps, workspaceId }: Pick<TestApp, 'deps' | 'workspaceId'>): Promise<string> {
  const id = deps.newId()
  await deps.store.db
    .insertInto('destinations')
    .values({
      workspace_id: workspaceId,
      id,
      connector: 'webhook',
      name: 'CRM',
      settings_json: JSON.stringify({ url: 'https://crm.example/leads' }),
      secret_sealed: null,
      enabled: 1,
      disabled_reason: null,
      created_at: deps.now(),
    })
    .execute()
  forgetDestinations(workspaceId)
  return id
}

/** Starts a session through the API; throws unless it was accepted. */
export async function startSession(
  test: Pick<TestApp, 'request' | 'site' | 'release'>,
  change: Partial<CreateSessionRequest> = {},
): Promise<CreateSessionResponse> {
  const response = await test.request('/v1/sessions', { json: newSession(test, change) })
  const body = await response.text()
  if (response.status !== 201) throw new Error(`${response.status} ${body}`)
  return JSON.parse(body) as CreateSessionResponse
}

/** Appends to a session through the API. */
export function appendTo(
  test: Pick<TestApp, 'request'>,
  { session, token }: Pick<CreateSessionResponse, 'session' | 'token'>,
  events: readonly SessionEvent[],
): Promise<Response> {
  return test.request(`/v1/sessions/${session}/events`, { token, json: { events } })
}

/** How many rows each table of the intake holds. */
export async function countRows({ deps }: Pick<TestApp, 'deps'>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of INTAKE_TABLES) {
    const row = await deps.store.db
      .selectFrom(table)
      .select(eb => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    if (Number(row.count) > 0) counts[table] = Number(row.count)
  }
  return counts
}

const INTAKE_TABLES = [
  'sessions',
  'session_events',
  'behavior_events',
  'exposures',
  'leads',
  'ledger_entries',
  'routing_decisions',
  'routing_counters',
  'lead_events',
  'deliveries',
] as const

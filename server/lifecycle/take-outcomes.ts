import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { findLeadByAddress, resolveLeadId } from '../leads/resolve-lead.ts'
import type { Stage } from '../scoring/stage.ts'
import { applyOutcome } from './apply-outcome.ts'
import { OUTCOME_KINDS } from './outcomes.ts'

type TakeDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'live' | 'wakeDelivery'>

export const OUTCOME_LIMITS = { perRequest: 500, bodyBytes: 512 * 1024 } as const

/** Times that cannot be meant: before 2000, or more than a day ahead. */
const OLDEST = Date.UTC(2000, 0, 1)
const AHEAD_MS = 86_400_000

const when = z.union([
  z.number().int().min(0).max(8.64e15),
  z.iso.datetime({
    offset: true,
    message: 'Give milliseconds since 1970, or a time with its zone: 2026-03-01T09:30:00Z.',
  }),
])

/** One outcome of `POST /v1/outcomes`. */
export const outcomeSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[\x21-\x7e]{1,100}$/, 'Use 1–100 printable ASCII characters without blanks.')
      .describe('Id of the deal in your system. Each outcome of a deal counts once.'),
    outcome: z.enum(OUTCOME_KINDS),
    lead: z.string().min(1).max(64).optional().describe('Id of the lead, as deliveries name it.'),
    email: z.email().max(320).optional(),
    at: when.optional().describe('When it happened. Left out: now.'),
    amount: z.number().min(0).max(1e12).optional().describe('In whole units of the currency.'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'Use the three letters of ISO 4217, like EUR.')
      .optional(),
    reason: z.string().trim().min(1).max(200).optional(),
  })
  .refine(({ lead, email }) => lead !== undefined || email !== undefined, {
    message: 'Say whose it is: give lead or email.',
    path: ['email'],
  })
  .refine(({ amount, currency }) => amount === undefined || currency !== undefined, {
    message: 'An amount needs a currency.',
    path: ['currency'],
  })

export interface OutcomeBatch {
  readonly workspaceId: string
  /** Whose ids these are: slug. */
  readonly source: string
  readonly actor: { readonly id: string; readonly name: string }
  /** As they were sent. */
  readonly outcomes: readonly unknown[]
}

/** What became of one outcome. */
export interface OutcomeResult {
  /** The sender's own; null when it could not be read. */
  readonly id: string | null
  readonly status: 'accepted' | 'updated' | 'duplicate' | 'refused'
  readonly lead?: string
  /** Where the lead stands now. */
  readonly stage?: Stage
  readonly code?: 'invalid_outcome' | 'unknown_lead' | 'future_time' | 'ancient_time'
  readonly detail?: string
  readonly pointer?: string
}

/** Judges the outcomes of a batch one by one, in the order sent, and keeps those that can be kept. */
export async function takeOutcomes(deps: TakeDeps, batch: OutcomeBatch): Promise<OutcomeResult[]> {
  const results: OutcomeResult[] = []
  for (const raw of batch.outcomes) results.push(await takeOne(deps, batch, raw))
  deps.wakeDelivery()
  return results
}

async function takeOne(deps: TakeDeps, batch: OutcomeBatch, raw: unknown): Promise<OutcomeResult> {
  const { workspaceId, source, actor } = batch
  const parsed = outcomeSchema.safeParse(raw)
  if (!parsed.success) return { id: idOf(raw), status: 'refused', ...problemOf(parsed.error) }
  const { id, outcome: kind, lead, email, amount = null, currency = null, reason = null } = parsed.data
  const now = deps.now()
  const at = timeOf(parsed.data.at) ?? now
  const refuse = (code: OutcomeResult['code'], detail: string, pointer: string): OutcomeResult => {
    return { id, status: 'refused', ...(code && { code }), detail, pointer }
  }
  if (at > now + AHEAD_MS) return refuse('future_time', 'This time has not come yet.', '/at')
  if (at < OLDEST) return refuse('ancient_time', 'Times before 2000 are taken for a mistake.', '/at')
  const leadId = lead
    ? await resolveLeadId(deps.store.db, workspaceId, lead)
    : await findLeadByAddress(deps.store.db, workspaceId, (email ?? '').toLowerCase())
  const unknown = refuse('unknown_lead', 'There is no such lead in this workspace.', lead ? '/lead' : '/email')
  if (leadId === null) return unknown
  const told = { workspaceId, leadId, kind, amount, currency, reason, externalId: id, source, actor, at }
  const applied = await deps.store
    .write(trx => applyOutcome(trx, deps, told))
    .catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'not_found') return null
      throw error
    })
  if (!applied) return unknown
  for (const lead of [applied.moved && leadId, applied.takenFrom])
    if (lead) deps.live.publish(workspaceId, { type: 'lead', lead, change: 'updated' })
  return { id, status: STATUS[applied.result], lead: leadId, stage: applied.stage }
}

const STATUS = { recorded: 'accepted', updated: 'updated', duplicate: 'duplicate' } as const

function timeOf(at: number | string | undefined): number | null {
  if (at === undefined) return null
  return typeof at === 'number' ? at : Date.parse(at)
}

function idOf(raw: unknown): string | null {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null
  return typeof id === 'string' ? id.slice(0, 100) : null
}

function problemOf(error: z.ZodError) {
  const [issue] = error.issues
  const pointer = (issue?.path ?? []).map(part => `/${String(part)}`).join('')
  return {
    code: 'invalid_outcome',
    detail: issue?.message ?? 'This is no outcome.',
    ...(pointer && { pointer }),
  } as const
}

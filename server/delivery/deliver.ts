import type { Logger } from 'pino'
import type { Store } from '../store/open-store.ts'
import type { Claim } from './claim.ts'
import type { SendTools } from './connectors/define-connector.ts'
import { findConnector } from './connectors/index.ts'
import { EgressError } from './egress.ts'
import type { Mail } from './mail.ts'
import type { Failure, FailureCode, Outcome } from './outcome.ts'
import { type RecordInput, recordAttempt } from './record-attempt.ts'
import { destinationBond, type Sealer } from './seal.ts'

/** Addresses of the pages that take a verdict on a lead of a workspace; `at` = when the delivery was made. */
export type VerdictLinks = (of: {
  readonly workspaceId: string
  readonly payload: unknown
  readonly at: number
}) => { readonly accept: string; readonly reject: string } | null

export interface DeliverDeps {
  readonly store: Pick<Store, 'write' | 'engine'>
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  readonly sealer: Sealer
  readonly tools: SendTools
  /** The mail server in the name of a workspace; null when none is configured. */
  readonly mailOf?: (workspaceId: string) => Mail | null
  readonly random: () => number
  /** Where whoever is told of a lead can say yes or no to it. */
  readonly verdictLinks?: VerdictLinks
}

/** One attempt of a leased delivery: sends it and writes down what came of it. Rejects only when it cannot be written down. */
export async function deliver(deps: DeliverDeps, claim: Claim): Promise<Outcome> {
  const { delivery, destination } = claim
  const startedAt = deps.tools.now()
  const outcome = await attempt(deps, claim)
  const finishedAt = deps.tools.now()
  const input: RecordInput = { engine: deps.store.engine, claim, outcome, startedAt, finishedAt, random: deps.random() }
  const status = await deps.store.write(trx => recordAttempt(trx, input))
  const line = { delivery: delivery.id, destination: destination.id, connector: destination.connector, status }
  if (outcome.ok) deps.log.info(line, 'delivered')
  else deps.log.warn({ ...line, problem: outcome.code, answered: outcome.status }, 'delivery failed')
  return outcome
}

/** Sends once, without a trace in the database. Never rejects. */
export async function attempt(
  deps: Pick<DeliverDeps, 'sealer' | 'tools' | 'mailOf' | 'log' | 'verdictLinks'>,
  claim: Attempted,
): Promise<Outcome> {
  const { delivery, destination } = claim
  try {
    const opened = findConnector(destination.connector)?.open(JSON.parse(destination.settings_json))
    if (!opened?.ok) return failure('settings_invalid')
    const bond = destinationBond(destination.workspace_id, destination.id)
    const secret = destination.secret_sealed === null ? null : deps.sealer.open(destination.secret_sealed, bond)
    // Sealed under another key: it was written with another PARLEY_SECRET.
    if (destination.secret_sealed !== null && secret === null) return failure('secret_missing')
    const payload: unknown = JSON.parse(delivery.payload_json)
    const asked = { workspaceId: destination.workspace_id, payload, at: delivery.created_at }
    const verdict = delivery.event === 'test.sent' ? null : deps.verdictLinks?.(asked)
    const content = {
      id: delivery.id,
      event: delivery.event,
      createdAt: delivery.created_at,
      payload,
      ...(verdict && { verdict }),
    }
    const mail = deps.mailOf?.(destination.workspace_id) ?? deps.tools.mail
    return await opened.connector.send({ secret, delivery: content }, { ...deps.tools, mail })
  } catch (error) {
    if (error instanceof EgressError) return failure(error.problem)
    deps.log.error({ err: error, destination: destination.id, delivery: delivery.id }, 'a connector failed')
    return failure('unexpected')
  }
}

/** What an attempt needs of a claim. */
export interface Attempted {
  readonly delivery: Pick<Claim['delivery'], 'id' | 'event' | 'created_at' | 'payload_json'>
  readonly destination: Pick<
    Claim['destination'],
    'workspace_id' | 'id' | 'connector' | 'settings_json' | 'secret_sealed'
  >
}

function failure(code: FailureCode): Failure {
  return { ok: false, code, status: null, response: null }
}

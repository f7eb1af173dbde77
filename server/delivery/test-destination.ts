import type { Deps } from '../deps.ts'
import { attempt } from './deliver.ts'
import { createDeliverDeps } from './delivery-tools.ts'
import { describeFailure } from './outcome.ts'
import { toExcerpt } from './record-attempt.ts'
import { sampleLead } from './sample-lead.ts'
import { findDestination } from './save-destination.ts'

export interface TestOutcome {
  readonly ok: boolean
  /** HTTP status or SMTP code; null when nothing answered. */
  readonly status: number | null
  /** One sentence for people. */
  readonly detail: string
  /** What the other side said, at most 2 KiB. Not ours: to be shown as text. */
  readonly response: string | null
  readonly tookMs: number
}

/**
 * Sends a made-up lead as event `test.sent` to a saved destination, switched on or not, once and without a trace in the
 * outbox. Null when the workspace has no such destination.
 */
export async function testDestination(
  deps: Pick<Deps, 'config' | 'store' | 'log' | 'egress' | 'now' | 'newId' | 'randomBytes'>,
  key: { readonly workspaceId: string; readonly id: string },
): Promise<TestOutcome | null> {
  const destination = await findDestination(deps.store.db, key)
  if (!destination) return null
  const startedAt = deps.now()
  const payload = sampleLead({ publicUrl: deps.config.publicUrl, now: startedAt })
  const delivery = {
    id: deps.newId(),
    event: 'test.sent',
    created_at: startedAt,
    payload_json: JSON.stringify(payload),
  }
  const outcome = await attempt(createDeliverDeps(deps), { delivery, destination })
  return {
    ok: outcome.ok,
    status: outcome.status,
    detail: outcome.ok ? 'The test was delivered.' : describeFailure(outcome.code),
    response: outcome.response === null ? null : toExcerpt(outcome.response),
    tookMs: Math.max(0, deps.now() - startedAt),
  }
}

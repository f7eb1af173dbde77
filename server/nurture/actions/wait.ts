import { sql } from 'kysely'
import type { AutomationStepTable } from '../../store/nurture-tables.ts'
import type { ActionOf } from '../automation-spec.ts'
import { stillHolds } from '../still-holds.ts'
import type { DoAction } from './define-action.ts'

const HOUR_MS = 3_600_000

/**
 * Holds up what comes after it: first until all before it is settled, then for as long as it says. When the time is over and
 * what set the automation off holds no more, the rest is cancelled.
 */
export const wait: DoAction<'wait'> = async (trx, _deps, task) => {
  const { action, step, now } = task
  const end = endOf(step)
  if (end === null) {
    const before = await trx
      .selectFrom('automation_steps')
      .select(eb => eb.fn.max('next_at').as('next'))
      .where('workspace_id', '=', step.workspace_id)
      .where('run_id', '=', step.run_id)
      .where('number', '<', step.number)
      .where('status', '=', sql.lit<'pending'>('pending'))
      .executeTakeFirst()
    // A mail before it waits for the morning, or is on its way: from then on.
    if (before?.next)
      return { status: 'wait', reason: 'after_earlier', until: Math.max(Number(before.next), now) + SOON_MS }
    const until = now + waitMs(action)
    return { status: 'wait', reason: WAITING, until, detail: { until } }
  }
  if (now < end) return { status: 'wait', reason: WAITING, until: end, detail: { until: end } }
  const left = await stillHolds(trx, task)
  return left === null ? { status: 'done', detail: {}, frees: true } : { status: 'stop', reason: left }
}

/** How long it is. */
export function waitMs(action: ActionOf<'wait'>): number {
  return (action.unit === 'days' ? action.for * 24 : action.for) * HOUR_MS
}

const WAITING = 'waiting'

/** When a wait that has begun is over: kept beside the reason, which a failed try overwrites. Null = it has not begun. */
function endOf({ reason, detail_json, next_at }: AutomationStepTable): number | null {
  const { until } = JSON.parse(detail_json) as { until?: number } // written above only
  return until ?? (reason === WAITING ? next_at : null)
}

/** A mail that is tried again has its next try in `next_at`; one that is leased has none. */
const SOON_MS = 60_000

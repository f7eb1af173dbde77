import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { countAssignment, type Draw, type HeldDraw, holdDraw, letGo } from '../leads/assign-owner.ts'
import { LeadRaceError } from '../leads/lead-rows.ts'
import type { Database } from '../store/schema.ts'
import { StoreBusyError } from '../store/store-errors.ts'
import type { Settled } from './settle.ts'

type UnitDeps = Pick<Deps, 'store' | 'live' | 'wakeDelivery'>

/** Runs of one unit that others keep getting ahead of. */
const RUNS = 5
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const UNIQUE_VIOLATION = '23505'
const DEADLOCK = '40P01'

/**
 * Runs a unit that settles a visit: counts the leads drawn from teams as its last act, and tells the studio and the
 * delivery worker once it is committed. A unit that lost a race for an address, or was ended as one of two that
 * waited for each other, is run again.
 */
export async function inUnit<Result extends { readonly settled: Pick<Settled, 'accepted'> }>(
  deps: UnitDeps,
  { workspaceId, at }: { readonly workspaceId: string; readonly at: number },
  unit: (trx: Kysely<Database>, onDraw: (draw: Draw) => void) => Promise<Result>,
): Promise<Result> {
  for (let run = 1; ; run += 1) {
    const draws: HeldDraw[] = []
    const onDraw = (draw: Draw) => {
      draws.push(holdDraw(deps.store, workspaceId, draw))
    }
    let settled: 'committed' | 'undone' = 'undone'
    try {
      const result = await deps.store.write(async trx => {
        const done = await unit(trx, onDraw)
        for (const draw of draws) draw.assigned = await countAssignment(trx, { workspaceId, ...draw, at })
        return done
      })
      settled = 'committed'
      announce(deps, workspaceId, result.settled)
      return result
    } catch (error) {
      if (run === RUNS || !isRace(error)) throw error
    } finally {
      for (const draw of draws) letGo(deps.store, workspaceId, draw, settled)
    }
  }
}

function announce(
  { live, wakeDelivery }: UnitDeps,
  workspaceId: string,
  { accepted }: Pick<Settled, 'accepted'>,
): void {
  for (const { leadId, change } of accepted) {
    if (leadId !== null && change !== null) live.publish(workspaceId, { type: 'lead', lead: leadId, change })
  }
  if (accepted.some(lead => lead.queued)) wakeDelivery()
}

function isRace(error: unknown): boolean {
  if (error instanceof LeadRaceError) return true
  // Of units that wait for each other the database ends one: the others are through by the next run.
  if (error instanceof StoreBusyError) return codeOf(error.cause) === DEADLOCK
  return codeOf(error) === UNIQUE_VIOLATION
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

import { sql } from 'kysely'
import { assign } from '#flows/assign.ts'
import type { Experiment } from '#flows/flow.ts'
import type { Deps } from '../deps.ts'
import type { Release } from '../publishing/live.ts'
import { defineInsert, type NewRows } from './define-insert.ts'

/** Wording of a running experiment that a visitor was shown. */
export interface Exposure {
  readonly experiment: string
  readonly version: number
  readonly variant: string
}

interface Shown {
  readonly release: Release
  /** The visitor's id. */
  readonly unit: string
  readonly sessionId: string | null
  readonly exposures: readonly Exposure[]
  readonly at: number
}

/**
 * The exposures to count: those the server assigns the same way, each once. A widget that claims another variant is
 * not believed; it is logged, for it means that two assignments disagree.
 */
export function countable(log: Deps['log'], { release, unit, exposures }: Shown): Exposure[] {
  const found = new Map<string, Exposure>()
  for (const exposure of exposures) {
    const experiment = release.flow.experiments?.find(one => isSame(one, exposure))
    const assigned = experiment ? assign(experiment, unit) : null
    if (assigned === exposure.variant) found.set(exposure.experiment, exposure)
    else log.warn({ release: release.id, ...exposure, assigned }, 'exposure ignored')
  }
  return [...found.values()].sort((a, b) => (a.experiment < b.experiment ? -1 : 1))
}

/**
 * First exposures: one row per experiment, version and unit. A unit that was seen in another variant before is
 * marked as crossed, to be left out of the counts.
 */
export function exposureRows(
  { release, unit, sessionId, at }: Omit<Shown, 'exposures'>,
  exposures: readonly Exposure[],
): NewRows {
  const rows = exposures.map(({ experiment, version, variant }) => ({
    workspace_id: release.workspaceId,
    flow_id: release.flowId,
    experiment_id: experiment,
    version,
    unit_id: unit,
    variant,
    crossed: 0,
    session_id: sessionId,
    at,
  }))
  return insertFirstExposures(rows)
}

const insertFirstExposures = defineInsert('exposures', insert =>
  insert.onConflict(conflict =>
    conflict.columns(['workspace_id', 'flow_id', 'experiment_id', 'version', 'unit_id']).doUpdateSet({
      crossed: sql<number>`case when exposures.variant <> excluded.variant then 1 else exposures.crossed end`,
      session_id: sql<string | null>`coalesce(exposures.session_id, excluded.session_id)`,
    }),
  ),
)

function isSame(experiment: Experiment, { experiment: id, version }: Exposure): boolean {
  return experiment.id === id && experiment.version === version
}

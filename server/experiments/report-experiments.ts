import { type Kysely, sql } from 'kysely'
import type { Experiment, Flow } from '#flows/flow.ts'
import type { Database } from '../store/schema.ts'

/** An experiment as its table shows it: counts, no verdict. */
export interface ExperimentReport {
  readonly id: string
  readonly version: number
  /** `past`: has data, but is no longer in the flow. */
  readonly status: Experiment['status'] | 'past'
  readonly variants: readonly VariantReport[]
  /** Units seen in more than one variant: left out of every other count. */
  readonly crossed: number
  readonly firstExposureAt: number | null
}

export interface VariantReport {
  readonly id: string
  /** Basis points; null for one that is no longer in the flow. */
  readonly weight: number | null
  /** Exposed units: the denominator. The other counts are among them. */
  readonly exposed: number
  readonly started: number
  readonly completed: number
  readonly qualified: number
  /** qualified / exposed, 0 to 1; null without exposures. */
  readonly qualifiedRate: number | null
}

interface CountRow {
  readonly experiment_id: string
  readonly version: number
  readonly variant: string
  readonly crossed: number
  readonly exposed: number
  readonly started: number
  readonly completed: number
  readonly qualified: number
  readonly first_at: number
}

/**
 * Experiments of the flows given (live and draft, in that order) and past versions that have data: newest version first
 * within each. A unit counts from its first exposure on; what robots did does not count.
 */
export async function reportExperiments(
  db: Kysely<Database>,
  {
    workspaceId,
    flowId,
    flows,
  }: { readonly workspaceId: string; readonly flowId: string; readonly flows: readonly Flow[] },
): Promise<ExperimentReport[]> {
  const counts = await countUnits(db, workspaceId, flowId)
  const current = new Map<string, Experiment>()
  for (const experiment of flows.flatMap(flow => flow.experiments ?? [])) {
    const key = keyOf(experiment.id, experiment.version)
    if (!current.has(key)) current.set(key, experiment)
  }
  const byKey = Map.groupBy(counts, ({ experiment_id, version }) => keyOf(experiment_id, version))
  const keys = new Set([...current.keys(), ...byKey.keys()])
  return [...keys]
    .map(key => toReport(key, current.get(key), byKey.get(key) ?? []))
    .sort((a, b) => a.id.localeCompare(b.id) || b.version - a.version)
}

function toReport(key: string, experiment: Experiment | undefined, counts: readonly CountRow[]): ExperimentReport {
  const [id = '', version = '0'] = key.split('@')
  const fair = counts.filter(({ crossed }) => crossed === 0)
  const ids = new Set(
    [...(experiment?.variants ?? []), ...fair.map(({ variant }) => ({ id: variant }))].map(one => one.id),
  )
  return {
    id,
    version: Number(version),
    status: experiment?.status ?? 'past',
    variants: [...ids].map(variant => {
      const row = fair.find(count => count.variant === variant)
      const { exposed = 0, started = 0, completed = 0, qualified = 0 } = row ?? {}
      return {
        id: variant,
        weight: experiment?.variants.find(one => one.id === variant)?.weight ?? null,
        exposed,
        started,
        completed,
        qualified,
        qualifiedRate: exposed > 0 ? qualified / exposed : null,
      }
    }),
    crossed: counts.filter(({ crossed }) => crossed === 1).reduce((sum, { exposed }) => sum + exposed, 0),
    firstExposureAt: counts.length > 0 ? Math.min(...counts.map(({ first_at }) => first_at)) : null,
  }
}

async function countUnits(db: Kysely<Database>, workspaceId: string, flowId: string): Promise<CountRow[]> {
  const rows = await db
    .with('units', cte =>
      cte
        .selectFrom('exposures')
        .leftJoin('sessions as first', join =>
          join
            .onRef('first.workspace_id', '=', 'exposures.workspace_id')
            .onRef('first.id', '=', 'exposures.session_id'),
        )
        .leftJoin('sessions', join =>
          join
            .onRef('sessions.workspace_id', '=', 'exposures.workspace_id')
            .onRef('sessions.flow_id', '=', 'exposures.flow_id')
            .onRef('sessions.visitor_id', '=', 'exposures.unit_id')
            // A visit that was over before the unit was exposed says nothing about the wording.
            .onRef('sessions.updated_at', '>=', 'exposures.at')
            .on('sessions.quarantine', 'is', null),
        )
        .select(eb => [
          'exposures.experiment_id',
          'exposures.version',
          'exposures.unit_id',
          'exposures.variant',
          'exposures.crossed',
          'exposures.at',
          eb.fn.coalesce(eb.fn.max('sessions.started'), sql<number>`0`).as('started'),
          eb.fn.coalesce(eb.fn.max('sessions.completed'), sql<number>`0`).as('completed'),
          eb.fn.coalesce(eb.fn.max('sessions.qualified'), sql<number>`0`).as('qualified'),
        ])
        .where('exposures.workspace_id', '=', workspaceId)
        .where('exposures.flow_id', '=', flowId)
        .where('first.quarantine', 'is', null)
        .groupBy([
          'exposures.experiment_id',
          'exposures.version',
          'exposures.unit_id',
          'exposures.variant',
          'exposures.crossed',
          'exposures.at',
        ]),
    )
    .selectFrom('units')
    .select(eb => [
      'experiment_id',
      'version',
      'variant',
      'crossed',
      eb.fn.countAll().as('exposed'),
      eb.fn.sum('started').as('started'),
      eb.fn.sum('completed').as('completed'),
      eb.fn.sum('qualified').as('qualified'),
      eb.fn.min('at').as('first_at'),
    ])
    .groupBy(['experiment_id', 'version', 'variant', 'crossed'])
    .execute()
  return rows.map(row => ({
    ...row,
    exposed: Number(row.exposed),
    started: Number(row.started),
    completed: Number(row.completed),
    qualified: Number(row.qualified),
    first_at: Number(row.first_at),
  }))
}

function keyOf(id: string, version: number): string {
  return `${id}@${version}`
}

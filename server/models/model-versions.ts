import type { Kysely } from 'kysely'
import { withAuthTables } from '../auth/auth-tables.ts'
import type { FlowKey } from '../publishing/flow-row.ts'
import { comparableConditions } from '../scoring/comparable-conditions.ts'
import { type ScoreModel, scoreModelSchema } from '../scoring/score-model.ts'
import type { Database } from '../store/schema.ts'
import type { ModelTest } from './last-test.ts'

/** A model that was live on a flow. The same content published again is the same version. */
export interface ModelVersion {
  /** 1, 2, 3… in the order they first went live. */
  readonly number: number
  readonly revision: string
  readonly name: string
  readonly preset: string
  /** First and last release it was live with. */
  readonly firstRelease: number
  readonly lastRelease: number
  readonly note: string
  /** Name of who published it first, or `Parley`. */
  readonly by: string
  readonly at: number
  readonly live: boolean
  /** Leads whose newest score is its. */
  readonly leads: number
  /** The newest test that was there when it was published; null = it went live untested. */
  readonly tested: ModelTest | null
}

/** Models of a flow, the newest first. */
export async function loadModelVersions(
  db: Kysely<Database>,
  { workspaceId, flowId, liveReleaseId }: FlowKey & { readonly liveReleaseId: string | null },
): Promise<ModelVersion[]> {
  const releases = await withAuthTables(db)
    .selectFrom('releases')
    .innerJoin('revisions', join =>
      join
        .onRef('revisions.workspace_id', '=', 'releases.workspace_id')
        .onRef('revisions.id', '=', 'releases.model_revision'),
    )
    .leftJoin('auth_users', 'auth_users.id', 'releases.created_by')
    .select(['releases.id', 'releases.number', 'releases.note', 'releases.created_at', 'releases.model_revision'])
    .select('releases.tested_json')
    .select(['revisions.body_json', 'auth_users.name as by'])
    .where('releases.workspace_id', '=', workspaceId)
    .where('releases.flow_id', '=', flowId)
    .orderBy('releases.number')
    .execute()
  const leads = await db
    .selectFrom('leads')
    .select(eb => ['model_revision', eb.fn.countAll().as('leads')])
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .groupBy('model_revision')
    .execute()
  const scored = new Map(leads.map(row => [row.model_revision, Number(row.leads)]))
  const byRevision = Map.groupBy(releases, release => release.model_revision)
  return [...byRevision]
    .flatMap(([revision, own], index): ModelVersion[] => {
      const [first, last] = [own[0], own.at(-1)]
      if (!first || !last) return []
      const tested = own.findLast(({ tested_json }) => tested_json !== null)?.tested_json ?? null
      const { name, preset } = JSON.parse(first.body_json) as ScoreModel // published models were parsed
      return [
        {
          ...{ number: index + 1, revision, name, preset, note: first.note, by: first.by ?? 'Parley' },
          ...{ at: first.created_at, firstRelease: first.number, lastRelease: last.number },
          live: own.some(({ id }) => id === liveReleaseId),
          leads: scored.get(revision) ?? 0,
          tested: tested === null ? null : (JSON.parse(tested) as ModelTest), // written by `insertRelease` only
        },
      ]
    })
    .reverse()
}

/** A stored model revision of the workspace, or null. */
export async function loadModelRevision(
  db: Kysely<Database>,
  workspaceId: string,
  revision: string,
): Promise<ScoreModel | null> {
  const row = await db
    .selectFrom('revisions')
    .select('body_json')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', revision)
    .where('kind', '=', 'model')
    .executeTakeFirst()
  return row ? comparableConditions(scoreModelSchema.parse(JSON.parse(row.body_json))) : null
}

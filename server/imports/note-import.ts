import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { ImportTable } from '../store/import-tables.ts'
import type { Database } from '../store/schema.ts'
import type { ImportKind, ImportResult } from './import-type.ts'

interface NoteInput {
  readonly workspaceId: string
  readonly kind: ImportKind
  /** Name of the file. */
  readonly file: string
  readonly actor: string
  /** The import that this part belongs to; left out for the first part. */
  readonly importId?: string | undefined
  /** Rows of the whole file; left out = this part is all of it. */
  readonly total?: number | undefined
  /** Rows of the parts before this one. */
  readonly rowsBefore?: number | undefined
  readonly result: ImportResult
}

/** `running`: the next part has not come yet; `stopped`: it has not come for long. */
export type ImportState = 'running' | 'stopped' | 'done'

/** Whoever sends a file part by part tries again within this, when a part did not get through. */
const SILENT_MS = 60_000

/** How an import stands by `now`. */
export function importState({ rows, total, updated_at }: ImportTable, now: number): ImportState {
  if (rows >= total) return 'done'
  return now - updated_at > SILENT_MS ? 'stopped' : 'running'
}

/**
 * Writes down what a file, or the next part of it, came to; a part that is sent again, because its answer was lost, counts
 * once. Gives back the id of the import.
 */
export async function noteImport(deps: Pick<Deps, 'store' | 'now' | 'newId'>, input: NoteInput): Promise<string> {
  const { workspaceId, kind, file, actor, importId, result } = input
  const { rows, created, updated, unchanged, refused } = result
  const at = deps.now()
  return await deps.store.write(async trx => {
    const before = importId === undefined ? undefined : await findImport(trx, workspaceId, importId)
    if (before && before.kind === kind) {
      if (input.rowsBefore !== undefined && before.rows > input.rowsBefore) return before.id
      await trx
        .updateTable('imports')
        .set({
          rows: before.rows + rows,
          created: before.created + created,
          updated: before.updated + updated,
          unchanged: before.unchanged + unchanged,
          refused: before.refused + refused,
          total: Math.max(before.total, before.rows + rows),
          updated_at: at,
        })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', before.id)
        .execute()
      return before.id
    }
    const id = deps.newId()
    const counts = { rows, created, updated, unchanged, refused, total: Math.max(rows, input.total ?? 0) }
    await trx
      .insertInto('imports')
      .values({ workspace_id: workspaceId, id, kind, file, actor, ...counts, at, updated_at: at })
      .execute()
    return id
  })
}

/** The newest imports of a workspace. */
export async function listImports(db: Kysely<Database>, workspaceId: string): Promise<ImportTable[]> {
  return await db
    .selectFrom('imports')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
}

async function findImport(trx: Kysely<Database>, workspaceId: string, id: string): Promise<ImportTable | undefined> {
  return await trx
    .selectFrom('imports')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

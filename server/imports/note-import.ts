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
  readonly result: ImportResult
}

/** Writes down what a file, or the next part of it, came to. Gives back the id of the import. */
export async function noteImport(deps: Pick<Deps, 'store' | 'now' | 'newId'>, input: NoteInput): Promise<string> {
  const { workspaceId, kind, file, actor, importId, result } = input
  const { rows, created, updated, unchanged, refused } = result
  return await deps.store.write(async trx => {
    const before = importId === undefined ? undefined : await findImport(trx, workspaceId, importId)
    if (before && before.kind === kind) {
      await trx
        .updateTable('imports')
        .set({
          rows: before.rows + rows,
          created: before.created + created,
          updated: before.updated + updated,
          unchanged: before.unchanged + unchanged,
          refused: before.refused + refused,
        })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', before.id)
        .execute()
      return before.id
    }
    const id = deps.newId()
    const counts = { rows, created, updated, unchanged, refused }
    await trx
      .insertInto('imports')
      .values({ workspace_id: workspaceId, id, kind, file, actor, ...counts, at: deps.now() })
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

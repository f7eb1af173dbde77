import { Hono } from 'hono'
import { z } from 'zod'
import { listMembers } from '../../auth/members.ts'
import { requirePermission } from '../../auth/require-role.ts'
import type { Deps } from '../../deps.ts'
import {
  IMPORT_KINDS,
  IMPORT_LIMITS,
  type ImportKind,
  type ImportOptions,
  type ImportResult,
} from '../../imports/import-type.ts'
import { type ImportState, importState, listImports, noteImport } from '../../imports/note-import.ts'
import { type ImportPreview, previewImport } from '../../imports/preview-import.ts'
import { runImport } from '../../imports/run-import.ts'
import { checkValues } from '../read-json.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'

export type { ImportKind, ImportOptions, ImportResult, RowProblem } from '../../imports/import-type.ts'
export type { ImportState } from '../../imports/note-import.ts'
export type { ImportPreview } from '../../imports/preview-import.ts'

/** GET /api/imports → ImportRow[], the newest first. */
export interface ImportRow {
  readonly id: string
  readonly kind: ImportKind
  readonly file: string
  /** Name of the member who imported it; null = an API key, or no member any more. */
  readonly by: string | null
  readonly state: ImportState
  /** Read so far, of how many. */
  readonly rows: number
  readonly total: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly refused: number
  readonly at: number
}

/** POST /api/imports/preview → ImportPreview: what the first rows of a file look like, read this way. Writes nothing. */
export interface PreviewImportRequest {
  readonly kind: ImportKind
  /** Header and first records. */
  readonly csv: string
  /** Left out: they are guessed. */
  readonly columns?: readonly (string | null)[]
  readonly options: ImportOptions
}

/** POST /api/imports → RunImportAnswer. 422 `invalid_body` with a pointer when the file as a whole cannot be imported. */
export interface RunImportRequest {
  readonly kind: ImportKind
  /** Header and at most 5,000 records. */
  readonly csv: string
  readonly columns: readonly (string | null)[]
  readonly options: ImportOptions
  readonly dryRun: boolean
  /** Line of the file on which the first record stands. */
  readonly firstLine?: number
  /** Name of the file. */
  readonly file: string
  /** `import` of the part before. */
  readonly import?: string
  /** Records of the whole file. */
  readonly total?: number
  /** Records of the parts before: a part that is sent again counts once. */
  readonly rowsBefore?: number
}
export interface RunImportAnswer extends ImportResult {
  /** For the next part of the same file; null for a dry run. */
  readonly import: string | null
}

const csv = z.string().min(1).max(IMPORT_LIMITS.bodyBytes)
const columns = z.array(z.string().max(100).nullable()).max(IMPORT_LIMITS.columns)

export const importOptions = z.strictObject({
  dates: z.enum(['dmy', 'mdy']).optional(),
  basis: z.string().trim().max(500).optional(),
  flow: z.string().min(1).max(64).optional(),
  type: z.string().min(1).max(64).optional(),
})

const previewRequest = z.strictObject({
  kind: z.enum(IMPORT_KINDS),
  csv,
  columns: columns.optional(),
  options: importOptions,
}) satisfies Accepts<PreviewImportRequest>

const runRequest = z.strictObject({
  kind: z.enum(IMPORT_KINDS),
  csv,
  columns,
  options: importOptions,
  dryRun: z.boolean(),
  firstLine: z.int().min(2).optional(),
  file: z.string().trim().min(1).max(200),
  import: z.string().max(64).optional(),
  total: z.int().min(1).max(100_000_000).optional(),
  rowsBefore: z.int().min(0).max(100_000_000).optional(),
}) satisfies Accepts<RunImportRequest>

/** CSV files: what is in them, a dry run, the import itself part by part, and what was imported before. */
export function importRoutes(deps: Deps) {
  const importers = requirePermission('import_data')
  // A cell that cannot be kept is told with its row, and spoils no other.
  const large = { limit: IMPORT_LIMITS.bodyBytes, values: 'unchecked' } as const
  return new Hono<StudioEnv>()
    .get('/imports', importers, async c => {
      const { workspaceId } = c.get('member')
      const members = await listMembers(deps.store.db, workspaceId)
      const names = new Map(members.map(member => [member.userId, member.name]))
      const imports = await listImports(deps.store.db, workspaceId)
      const now = deps.now()
      return c.json<ImportRow[]>(
        imports.map(row => {
          const { workspace_id: _workspace, actor, updated_at: _updated, ...told } = row
          return { ...told, by: names.get(actor) ?? null, state: importState(row, now) }
        }),
      )
    })
    .post('/imports/preview', importers, body(previewRequest, large), async c => {
      const { workspaceId, userId: id, name } = c.get('member')
      const request = c.req.valid('json')
      checkValues({ ...request, csv: '' }, '')
      return c.json<ImportPreview>(await previewImport(deps, { ...request, workspaceId, actor: { id, name } }))
    })
    .post('/imports', importers, body(runRequest, large), async c => {
      const { workspaceId, userId: id, name } = c.get('member')
      const { file, import: importId, total, rowsBefore, ...request } = c.req.valid('json')
      checkValues({ ...request, csv: '', file, importId }, '')
      const result = await runImport(deps, { ...request, workspaceId, actor: { id, name } })
      const { kind, dryRun } = request
      const part = { workspaceId, kind, file, actor: id, importId, total, rowsBefore, result }
      const noted = dryRun ? null : await noteImport(deps, part)
      return c.json<RunImportAnswer>({ ...result, import: noted })
    })
}

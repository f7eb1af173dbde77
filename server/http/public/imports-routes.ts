import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { type ApiKeyEnv, type ApiScope, requireApiKey } from '../../auth/api-keys.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { guessColumns, targetsOf } from '../../imports/columns.ts'
import { releaseOf } from '../../imports/import-leads.ts'
import { IMPORT_KINDS, IMPORT_LIMITS, type ImportKind } from '../../imports/import-type.ts'
import { noteImport } from '../../imports/note-import.ts'
import { parseCsv } from '../../imports/parse-csv.ts'
import { runImport } from '../../imports/run-import.ts'
import { otherMethods } from '../other-methods.ts'
import { checkValues, parseBody, readJson } from '../read-json.ts'
import { type PublicGate, sendJson } from './public-gate.ts'

/** POST /v1/imports/{kind} */
export const importRequest = z.strictObject({
  csv: z
    .string()
    .min(1)
    .max(IMPORT_LIMITS.bodyBytes)
    .describe('A header and at most 5,000 records; comma, semicolon, tab or bar between cells.'),
  columns: z
    .array(z.string().max(100).nullable())
    .max(IMPORT_LIMITS.columns)
    .optional()
    .describe('What each column is, or null to leave it out. Left out: guessed from the header.'),
  dates: z.enum(['dmy', 'mdy']).optional().describe('Order in dates of numbers alone. ISO 8601 is read in any case.'),
  basis: z.string().trim().max(500).optional().describe('Leads: why you may write to these people. Needed for leads.'),
  flow: z.string().min(1).max(64).optional().describe('Leads: flow by whose points they are scored.'),
  type: z.string().min(1).max(64).optional().describe('Events: type of all rows, where no column names it.'),
  dryRun: z.boolean().optional().describe('Only say what would happen.'),
  file: z.string().trim().min(1).max(200).optional().describe('Name by which people find it in the studio.'),
})

export const importResponse = z.strictObject({
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  problems: z.array(
    z.strictObject({
      line: z.int().describe('Line of the text on which the row begins.'),
      column: z.string().nullable().describe('As the header names it; null = the row as a whole.'),
      code: z.string(),
      message: z.string(),
      refused: z.boolean().describe('Whether the row was refused; if not, only this cell was left out.'),
    }),
  ),
})

const SCOPES: Readonly<Record<ImportKind, ApiScope>> = {
  leads: 'leads:write',
  accounts: 'leads:write',
  events: 'events:write',
  outcomes: 'outcomes:write',
}

/** `/imports/{kind}`: CSV files from other systems, by the same rules as in the studio. */
export function importsRoutes(deps: Deps, gate: PublicGate): Hono<ApiKeyEnv> {
  const app = new Hono<ApiKeyEnv>()
  const admit: MiddlewareHandler<ApiKeyEnv> = (c, next) => requireApiKey(deps, SCOPES[kindOf(c)])(c, next)
  app.post('/imports/:kind', limited(gate), admit, async c => {
    const kind = kindOf(c)
    const { workspaceId, id, name } = c.get('apiKey')
    gate.limits.site(`key:${id}`)
    // A cell that cannot be kept is told with its row, and spoils no other.
    const body = await readJson(c, { limit: IMPORT_LIMITS.bodyBytes, values: 'unchecked' })
    const { csv, columns: given, dryRun = false, file = 'API', ...options } = parseBody(importRequest, body)
    checkValues({ ...options, file, given }, '')
    const columns = given ?? (await guessed(workspaceId, kind, csv, options.flow))
    const request = { workspaceId, kind, csv, columns, options, actor: { id, name }, dryRun }
    const result = await runImport(deps, request)
    if (!dryRun) await noteImport(deps, { workspaceId, kind, file, actor: id, result })
    return sendJson(result, 200, {})
  })
  app.all('/imports/:kind', otherMethods('POST', 'OPTIONS'))
  return app

  async function guessed(workspaceId: string, kind: ImportKind, csv: string, flow: string | undefined) {
    const release = kind === 'leads' ? await releaseOf(deps, workspaceId, flow) : null
    return guessColumns(parseCsv(csv).header, targetsOf(kind, release?.flow))
  }
}

/** Throws ApiError `not_found` for what no file can hold. */
function kindOf(c: Context): ImportKind {
  const kind = IMPORT_KINDS.find(one => one === c.req.param('kind'))
  if (!kind) throw new ApiError('not_found')
  return kind
}

/** Before the key is looked up, so that guessing one is limited too. */
function limited(gate: PublicGate) {
  return async (c: Context, next: () => Promise<void>) => {
    gate.limitAddress(c)
    await next()
  }
}

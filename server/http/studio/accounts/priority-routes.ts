import { Hono } from 'hono'
import { z } from 'zod'
import { forgetAccountRules, loadAccountRules } from '../../../accounts/account-rules.ts'
import { type AccountSettings, accountSettings } from '../../../accounts/account-settings.ts'
import { noteAllAccounts } from '../../../accounts/note-matching.ts'
import { readPriorityRows } from '../../../accounts/read-priority-rows.ts'
import { importPriorityRows, type PriorityImport, removePriority } from '../../../accounts/save-priority.ts'
import { requirePermission } from '../../../auth/require-role.ts'
import type { Deps } from '../../../deps.ts'
import { ApiError } from '../../../errors.ts'
import type { PriorityImportRequest, PriorityLineRow } from '../account-types.ts'
import { type Accepts, body } from '../request-parts.ts'
import type { StudioEnv } from '../studio-env.ts'

const CSV = 1_000_000
const BODY = 2_000_000

const importRequest = z.strictObject({
  csv: z.string().max(CSV),
  dryRun: z.boolean().optional(),
}) satisfies Accepts<PriorityImportRequest>

/** Carries the outcome out of a unit that must leave nothing behind. */
class Tried extends Error {
  readonly outcome: PriorityImport
  constructor(outcome: PriorityImport) {
    super('tried')
    this.outcome = outcome
  }
}

/** The companies that matter most, and how accounts are judged. */
export function priorityRoutes(deps: Deps) {
  const { db } = deps.store
  return new Hono<StudioEnv>()
    .get('/priority-accounts', async c => {
      const lines = await db
        .selectFrom('priority_accounts')
        .select(['pattern', 'listed', 'name', 'note', 'at'])
        .where('workspace_id', '=', c.get('member').workspaceId)
        .orderBy('pattern')
        .execute()
      return c.json<PriorityLineRow[]>(lines.map(line => ({ ...line, listed: line.listed === 1 })))
    })
    .post('/priority-accounts', requirePermission('edit_flows'), body(importRequest, { limit: BODY }), async c => {
      const { workspaceId, userId } = c.get('member')
      const { csv, dryRun = false } = c.req.valid('json')
      const rows = readPriorityRows(csv)
      try {
        const outcome = await deps.store.write(async trx => {
          const imported = await importPriorityRows(trx, { workspaceId, rows, actor: userId, at: deps.now() })
          if (dryRun) throw new Tried(imported)
          return imported
        })
        return c.json<PriorityImport>(outcome)
      } catch (error) {
        if (error instanceof Tried) return c.json<PriorityImport>(error.outcome)
        throw error
      } finally {
        forgetAccountRules(workspaceId)
      }
    })
    .delete('/priority-accounts/:pattern', requirePermission('edit_flows'), async c => {
      const { workspaceId } = c.get('member')
      const pattern = c.req.param('pattern')
      const removed = await deps.store.write(trx => removePriority(trx, { workspaceId, pattern, at: deps.now() }))
      forgetAccountRules(workspaceId)
      if (!removed) throw new ApiError('not_found')
      return c.json({ ok: true })
    })
    .get('/account-settings', async c => {
      const { settings } = await loadAccountRules(db, c.get('member').workspaceId)
      return c.json<AccountSettings>(settings)
    })
    .put('/account-settings', requirePermission('edit_flows'), body(accountSettings), async c => {
      const { workspaceId } = c.get('member')
      const settings = c.req.valid('json')
      const row = { settings_json: JSON.stringify(settings), updated_at: deps.now() }
      await deps.store.write(async trx => {
        await trx
          .insertInto('account_settings')
          .values({ workspace_id: workspaceId, ...row })
          .onConflict(conflict => conflict.column('workspace_id').doUpdateSet(row))
          .execute()
        await noteAllAccounts(trx, { workspaceId, at: deps.now() })
      })
      forgetAccountRules(workspaceId)
      return c.json<AccountSettings>(settings)
    })
}

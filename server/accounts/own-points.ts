import type { Kysely } from 'kysely'
import { fromLedgerRow } from '../leads/ledger-rows.ts'
import { loadModel } from '../publishing/live.ts'
import { foldLedger } from '../scoring/ledger.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import type { Database } from '../store/schema.ts'
import type { AccountPerson } from './account-people.ts'
import type { OwnPoints } from './account-score.ts'

/**
 * What each of these people is worth by themselves at `at`. Points they have because of their account are left out, or the
 * account would raise them, and they the account, without end.
 */
export async function loadOwnPoints(
  db: Kysely<Database>,
  workspaceId: string,
  people: readonly AccountPerson[],
  at: number,
): Promise<OwnPoints[]> {
  if (people.length === 0) return []
  const rows = await db
    .selectFrom('ledger_entries')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where(
      'lead_id',
      'in',
      people.map(({ id }) => id),
    )
    .execute()
  const ledgers = Map.groupBy(rows, row => row.lead_id)
  const points: OwnPoints[] = []
  for (const { id, name, email, modelRevision, fit, engagement } of people) {
    const model = await loadModel(db, workspaceId, modelRevision)
    const who = name ?? email
    if (!model) {
      points.push({ id, who, fit, engagement })
      continue
    }
    const ofAccount = accountRules(model)
    const own = (ledgers.get(id) ?? []).filter(row => !ofAccount.has(row.rule_id))
    const folded = foldLedger(own.map(fromLedgerRow), model, at)
    points.push({ id, who, fit: folded.fit, engagement: folded.engagement })
  }
  return points
}

const known = new WeakMap<ScoreModel, ReadonlySet<string>>()

/** Rules that look at a lead's colleagues or account. */
function accountRules(model: ScoreModel): ReadonlySet<string> {
  const found = known.get(model) ?? new Set(model.fit.concat(model.engagement.rules as never).flatMap(ofAccount))
  known.set(model, found)
  return found
}

function ofAccount(rule: { readonly id: string; readonly kind: string }): string[] {
  const looks = rule.kind === 'colleague' || rule.kind === 'account' || JSON.stringify(rule).includes('"account.')
  return looks ? [rule.id] : []
}

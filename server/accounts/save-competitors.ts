import type { Kysely } from 'kysely'
import { FREE_MAIL } from '#flows/fields/email.ts'
import type { Database } from '../store/schema.ts'
import { readPattern } from './priority-list.ts'

/** Lines of one workspace's list: all of them are looked at with every lead. */
export const COMPETITOR_LINES = 1_000

export interface CompetitorProblem {
  /** As it was given, cut short. */
  readonly given: string
  readonly problem: 'not_a_domain' | 'free_mail' | 'list_full'
}

export interface SavedCompetitors {
  readonly added: readonly string[]
  /** Were there already. */
  readonly same: readonly string[]
  readonly problems: readonly CompetitorProblem[]
}

interface NewCompetitors {
  readonly workspaceId: string
  /** Domains, or patterns with `*`, as people type them. */
  readonly domains: readonly string[]
  readonly note?: string | undefined
  readonly actor: { readonly id: string; readonly name: string }
  readonly at: number
}

/**
 * Puts companies on the list of competitors, inside the caller's unit; what names none is told and the rest is kept. Whoever
 * is there is out from then on, and who is in already as the competitor worker gets to them. After the commit,
 * `forgetAccountRules`.
 */
export async function addCompetitors(trx: Kysely<Database>, input: NewCompetitors): Promise<SavedCompetitors> {
  const { workspaceId, domains, note = null, actor, at } = input
  const stored = await trx.selectFrom('competitors').select('pattern').where('workspace_id', '=', workspaceId).execute()
  const known = new Set(stored.map(({ pattern }) => pattern))
  const added: string[] = []
  const same = new Set<string>()
  const problems: CompetitorProblem[] = []
  for (const given of domains) {
    const pattern = readPattern(given)
    if (pattern !== null && known.has(pattern)) {
      if (!added.includes(pattern)) same.add(pattern)
      continue
    }
    const problem = problemOf(pattern, known.size)
    if (problem || pattern === null) {
      problems.push({ given: given.slice(0, 100), problem: problem ?? 'not_a_domain' })
      continue
    }
    known.add(pattern)
    added.push(pattern)
    const line = { workspace_id: workspaceId, pattern, note, actor: actor.id, actor_name: actor.name, at }
    await trx
      .insertInto('competitors')
      .values(line)
      .onConflict(conflict => conflict.columns(['workspace_id', 'pattern']).doNothing())
      .execute()
    await noteWork(trx, { workspaceId, pattern, at })
  }
  return { added, same: [...same], problems }
}

/** Takes a line off the list; whoever was out because of it is let in again. Says whether it was there. Then as above. */
export async function removeCompetitor(
  trx: Kysely<Database>,
  { workspaceId, pattern, at }: { readonly workspaceId: string; readonly pattern: string; readonly at: number },
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('competitors')
    .where('workspace_id', '=', workspaceId)
    .where('pattern', '=', pattern)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) return false
  await noteWork(trx, { workspaceId, pattern, at })
  return true
}

/** Everybody the pattern means is looked at from the beginning, also where that was under way. */
async function noteWork(
  trx: Kysely<Database>,
  { workspaceId, pattern, at }: { readonly workspaceId: string; readonly pattern: string; readonly at: number },
): Promise<void> {
  const fresh = { after_lead: '', noted_at: at }
  await trx
    .insertInto('competitor_work')
    .values({ workspace_id: workspaceId, pattern, ...fresh })
    .onConflict(conflict => conflict.columns(['workspace_id', 'pattern']).doUpdateSet(fresh))
    .execute()
}

function problemOf(pattern: string | null, lines: number): CompetitorProblem['problem'] | null {
  if (pattern === null) return 'not_a_domain'
  // Everybody with a private address would be out.
  if (FREE_MAIL.has(pattern)) return 'free_mail'
  return lines >= COMPETITOR_LINES ? 'list_full' : null
}

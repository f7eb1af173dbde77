import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'
import { noteMatching } from './note-matching.ts'
import { readPattern } from './priority-list.ts'
import type { PriorityRow } from './read-priority-rows.ts'

/** Lines of one workspace's list: all of them are looked at with every lead. */
export const PRIORITY_LINES = 5_000
const NAME = 200
const NOTE = 500

export interface PriorityProblem {
  readonly row: number
  /** As it was given, cut short. */
  readonly given: string
  readonly problem: 'empty' | 'not_a_domain' | 'twice' | 'list_full'
}

export interface PriorityImport {
  readonly added: number
  readonly changed: number
  readonly same: number
  readonly problems: readonly PriorityProblem[]
}

interface ImportInput {
  readonly workspaceId: string
  readonly rows: readonly PriorityRow[]
  /** The user's id, or the id of the API key. */
  readonly actor: string
  readonly at: number
}

/**
 * Puts companies on the priority list, inside the caller's unit: rows that name none are told and the rest is kept. A company
 * that is there already gets the name and note of its row. Their leads are scored anew afterwards. After the commit, `forgetAccountRules`, as with the two below.
 */
export async function importPriorityRows(
  trx: Kysely<Database>,
  { workspaceId, rows, actor, at }: ImportInput,
): Promise<PriorityImport> {
  const stored = await trx.selectFrom('priority_accounts').selectAll().where('workspace_id', '=', workspaceId).execute()
  const known = new Map(stored.map(line => [line.pattern, line]))
  const seen = new Set<string>()
  const problems: PriorityProblem[] = []
  const fresh: string[] = []
  let [added, changed, same] = [0, 0, 0]
  for (const { row, domain, name, note } of rows) {
    const pattern = readPattern(domain)
    const problem = problemOf({ domain, pattern, seen, isFull: known.size >= PRIORITY_LINES, known })
    if (problem || pattern === null) {
      problems.push({ row, given: domain.slice(0, 100), problem: problem ?? 'not_a_domain' })
      continue
    }
    seen.add(pattern)
    const before = known.get(pattern)
    const line = {
      workspace_id: workspaceId,
      pattern,
      listed: 1,
      name: name?.slice(0, NAME) ?? before?.name ?? null,
      note: note?.slice(0, NOTE) ?? before?.note ?? null,
      actor,
      at,
    }
    if (before?.listed === 1 && before.name === line.name && before.note === line.note) {
      same += 1
      continue
    }
    if (before) changed += 1
    else added += 1
    if (before?.listed !== 1) fresh.push(pattern)
    known.set(pattern, line)
    await putLine(trx, line)
  }
  await noteMatching(trx, { workspaceId, patterns: fresh, at })
  return { added, changed, same, problems }
}

/** Puts one domain on the list or off it; off is written down where a wider pattern would put it on. */
export async function setPriority(
  trx: Kysely<Database>,
  input: {
    readonly workspaceId: string
    readonly domain: string
    readonly listed: boolean
    readonly byPattern: boolean
    readonly actor: string
    readonly at: number
  },
): Promise<void> {
  const { workspaceId, domain, listed, byPattern, actor, at } = input
  if (listed || byPattern) {
    const kept = await trx
      .selectFrom('priority_accounts')
      .select(['name', 'note'])
      .where('workspace_id', '=', workspaceId)
      .where('pattern', '=', domain)
      .executeTakeFirst()
    const { name = null, note = null } = kept ?? {}
    await putLine(trx, { workspace_id: workspaceId, pattern: domain, listed: Number(listed), name, note, actor, at })
  } else await removeLine(trx, workspaceId, domain)
  await noteMatching(trx, { workspaceId, patterns: [domain], at })
}

/** Takes a line off the list; says whether it was there. */
export async function removePriority(
  trx: Kysely<Database>,
  { workspaceId, pattern, at }: { readonly workspaceId: string; readonly pattern: string; readonly at: number },
): Promise<boolean> {
  const removed = await removeLine(trx, workspaceId, pattern)
  if (removed) await noteMatching(trx, { workspaceId, patterns: [pattern], at })
  return removed
}

type Line = Database['priority_accounts']

async function putLine(trx: Kysely<Database>, line: Line): Promise<void> {
  const { workspace_id: _workspace, pattern: _pattern, ...values } = line
  await trx
    .insertInto('priority_accounts')
    .values(line)
    .onConflict(conflict => conflict.columns(['workspace_id', 'pattern']).doUpdateSet(values))
    .execute()
}

async function removeLine(trx: Kysely<Database>, workspaceId: string, pattern: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('priority_accounts')
    .where('workspace_id', '=', workspaceId)
    .where('pattern', '=', pattern)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

function problemOf(row: {
  readonly domain: string
  readonly pattern: string | null
  readonly seen: ReadonlySet<string>
  readonly known: ReadonlyMap<string, unknown>
  readonly isFull: boolean
}): PriorityProblem['problem'] | null {
  const { domain, pattern, seen, known, isFull } = row
  if (domain.trim() === '') return 'empty'
  if (pattern === null) return 'not_a_domain'
  if (seen.has(pattern)) return 'twice'
  return isFull && !known.has(pattern) ? 'list_full' : null
}

import { forgetAccountRules } from '../accounts/account-rules.ts'
import { readPattern } from '../accounts/priority-list.ts'
import { importPriorityRows, type PriorityProblem } from '../accounts/save-priority.ts'
import type { RowOutcome, RowProblem } from './import-type.ts'
import type { ImportRow } from './read-row.ts'
import type { ImportDeps, ImportedRows, RowsToImport } from './run-import.ts'

const MESSAGES: Readonly<Record<PriorityProblem['problem'], string>> = {
  empty: 'This row has no domain.',
  not_a_domain: 'This is no domain. Write it like nordvik.example or *.nordvik.example.',
  twice: 'This domain is in the file twice.',
  list_full: 'The priority list is full.',
}

/** Companies for the priority list, one a row. */
export async function importAccounts(deps: ImportDeps, input: RowsToImport): Promise<ImportedRows> {
  const { workspaceId, rows, dryRun, actor, at } = input
  if (dryRun) return dryRunOf(rows)
  const byLine = new Map(rows.map(row => [row.line, row]))
  const given = rows.map(row => ({
    row: row.line,
    domain: domainOf(row),
    name: row.get('name') ?? null,
    note: row.get('note') ?? null,
  }))
  const done = await deps.store.write(trx => importPriorityRows(trx, { workspaceId, rows: given, actor: actor.id, at }))
  forgetAccountRules(workspaceId)
  const outcomes: RowOutcome[] = [
    ...Array.from({ length: done.added }, () => 'created' as const),
    ...Array.from({ length: done.changed }, () => 'updated' as const),
    ...Array.from({ length: done.same }, () => 'unchanged' as const),
    ...done.problems.map(() => 'refused' as const),
  ]
  const problems = done.problems.flatMap(({ row, problem }) => {
    return byLine.get(row)?.refuse('domain', problem, MESSAGES[problem]) ?? []
  })
  return { outcomes, problems }
}

function dryRunOf(rows: readonly ImportRow[]): ImportedRows {
  const problems: RowProblem[] = []
  const outcomes = rows.map((row): RowOutcome => {
    if (readPattern(domainOf(row)) !== null) return 'created'
    const problem = domainOf(row) === '' ? 'empty' : 'not_a_domain'
    problems.push(row.refuse('domain', problem, MESSAGES[problem]))
    return 'refused'
  })
  return { outcomes, problems }
}

function domainOf(row: ImportRow): string {
  return row.get('domain') ?? ''
}

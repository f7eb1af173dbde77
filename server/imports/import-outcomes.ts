import { hash } from 'node:crypto'
import type { ActivitySubject } from '../activity/activity-event.ts'
import { findLeads } from '../activity/find-leads.ts'
import { addressOf } from '../activity/judge-event.ts'
import { applyOutcome } from '../lifecycle/apply-outcome.ts'
import { OUTCOME_KINDS, type OutcomeKind } from '../lifecycle/outcomes.ts'
import type { DateOrder, RowOutcome, RowProblem } from './import-type.ts'
import { inGroups } from './in-groups.ts'
import { readNumber } from './match-option.ts'
import { guessDateOrder, readDate } from './read-date.ts'
import type { ImportRow } from './read-row.ts'
import type { ImportDeps, ImportedRows, RowsToImport } from './run-import.ts'

interface ReadOutcome {
  readonly row: ImportRow
  readonly subject: ActivitySubject
  readonly kind: OutcomeKind
  readonly at: number
  readonly amount: number | null
  readonly currency: string | null
  readonly reason: string | null
  readonly externalId: string
}

/** One outcome of a lead a row. Without an id column the row itself is its id, so that importing again doubles nothing. */
export async function importOutcomes(deps: ImportDeps, input: RowsToImport): Promise<ImportedRows> {
  const { workspaceId, rows, options, dryRun, actor, at } = input
  const dates = options.dates ?? guessDateOrder(rows.map(row => row.get('at') ?? ''))
  const problems: RowProblem[] = []
  const outcomes: RowOutcome[] = []
  const read: ReadOutcome[] = []
  const refuse = (problem: RowProblem) => {
    problems.push(problem)
    outcomes.push('refused')
  }
  for (const row of rows) {
    const one = readOutcome(row, { dates, now: at })
    if ('refused' in one) refuse(one)
    else read.push(one)
  }
  const found = await findLeads(
    deps.store.db,
    workspaceId,
    read.map(({ subject }) => subject),
  )
  const known: (ReadOutcome & { readonly leadId: string })[] = []
  for (const one of read) {
    const { row, subject } = one
    const leadId = found.leadOf(subject)
    if (leadId !== null && leadId !== 'unknown') known.push({ ...one, leadId })
    else {
      const target = subject.lead === undefined ? 'email' : 'lead'
      refuse(row.refuse(target, 'unknown_lead', 'Nobody with this address or id is a lead. Import the leads first.'))
    }
  }
  if (dryRun) return { outcomes: [...outcomes, ...known.map(() => 'created' as const)], problems }
  const record = async ({ row: _row, subject: _subject, ...told }: (typeof known)[number]) => {
    const outcome = { ...told, workspaceId, source: 'import', actor }
    const { result, moved } = await deps.store.write(trx => applyOutcome(trx, deps, outcome))
    if (moved) deps.live.publish(workspaceId, { type: 'lead', lead: told.leadId, change: 'updated' })
    outcomes.push(result === 'recorded' ? 'created' : result === 'updated' ? 'updated' : 'unchanged')
  }
  // What came of one lead is told one after another, as the file has it.
  await inGroups(known, ({ leadId }) => leadId, record)
  deps.wakeDelivery()
  return { outcomes, problems }
}

function readOutcome(
  row: ImportRow,
  { dates, now }: { readonly dates: DateOrder; readonly now: number },
): ReadOutcome | RowProblem {
  const lead = row.get('lead')
  const email = addressOf(row.get('email') ?? '')
  if (lead === undefined && email === null) return row.refuse('email', 'bad_email', 'This is no e-mail address.')
  const kind = kindOf(row.get('kind') ?? '')
  if (kind === null) {
    return row.refuse('kind', 'unknown_outcome', `Write one of these: ${OUTCOME_KINDS.join(', ')}.`)
  }
  const at = readDate(row.get('at') ?? '', dates)
  if (at === null) return row.refuse('at', 'bad_date', 'This is no date that can be read. Write it like 2026-03-01.')
  if (at > now) return row.refuse('at', 'future_time', 'This date is still to come.')
  const given = row.get('amount')
  const amount = given === undefined ? null : readNumber(given)
  if (given !== undefined && amount === null) return row.refuse('amount', 'bad_number', 'This is no amount.')
  const currency = row.get('currency')?.toUpperCase() ?? null
  if (currency !== null && !/^[A-Z]{3}$/.test(currency)) {
    return row.refuse('currency', 'bad_currency', 'Write the currency as three letters, like EUR.')
  }
  const subject: ActivitySubject = lead === undefined ? (email === null ? {} : { email }) : { lead }
  const reason = row.get('reason')?.slice(0, 300).toWellFormed() ?? null
  const externalId = row.get('id')?.slice(0, 100) ?? hash('sha256', `${lead ?? email} ${kind} ${at}`).slice(0, 40)
  return { row, subject, kind, at, amount, currency, reason, externalId }
}

const WORDS: Readonly<Record<string, OutcomeKind>> = {
  'closed won': 'won',
  closedwon: 'won',
  customer: 'won',
  success: 'won',
  'closed lost': 'lost',
  closedlost: 'lost',
  'sales qualified': 'sql',
  deal: 'opportunity',
  disqualified: 'rejected',
  junk: 'rejected',
}

function kindOf(text: string): OutcomeKind | null {
  const plain = text.trim().toLowerCase().replaceAll(/[_-]+/g, ' ')
  return OUTCOME_KINDS.find(kind => kind === plain) ?? WORDS[plain] ?? null
}

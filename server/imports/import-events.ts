import { hash } from 'node:crypto'
import { canonicalJson } from '#flows/canonical.ts'
import type { Fact } from '#flows/condition.ts'
import { ACTIVITY_LIMITS } from '../activity/activity-event.ts'
import { judgeEvent } from '../activity/judge-event.ts'
import { recordActivity } from '../activity/record-activity.ts'
import { EVENT_TYPES, type EventType } from '../scoring/event-types.ts'
import type { DateOrder, RowOutcome, RowProblem } from './import-type.ts'
import { ABREAST } from './in-groups.ts'
import { guessDateOrder, readDate } from './read-date.ts'
import type { ImportRow } from './read-row.ts'
import type { ImportDeps, ImportedRows, RowsToImport } from './run-import.ts'

const SOURCE = 'import'

/** One event a row, judged as those of the events API. Without an id column the row itself is its id. */
export async function importEvents(deps: ImportDeps, input: RowsToImport): Promise<ImportedRows> {
  const { workspaceId, rows, options, dryRun, actor, at } = input
  const dates = options.dates ?? guessDateOrder(rows.map(row => row.get('at') ?? ''))
  const problems: RowProblem[] = []
  const outcomes: RowOutcome[] = []
  const good: { readonly row: ImportRow; readonly event: unknown }[] = []
  for (const row of rows) {
    const event = toEvent(row, { dates, type: options.type })
    if (event !== null) good.push({ row, event })
    else {
      problems.push(row.refuse('at', 'bad_date', 'This is no date that can be read. Write it like 2026-03-01 14:30.'))
      outcomes.push('refused')
    }
  }
  const batch = ACTIVITY_LIMITS.eventsPerRequest
  for (let from = 0; from < good.length; from += batch) {
    const part = good.slice(from, from + batch)
    const events = part.map(({ event }) => event)
    const results = dryRun
      ? events.map(event => dryResult(event, at))
      : await recordActivity(deps, { workspaceId, source: SOURCE, actor: actor.id, events, abreast: ABREAST })
    for (const [index, result] of results.entries()) {
      outcomes.push(result.status === 'accepted' ? 'created' : result.status === 'duplicate' ? 'unchanged' : 'refused')
      const row = part[index]?.row
      if (result.status !== 'refused' || !row) continue
      const target = COLUMN_OF[result.pointer ?? ''] ?? null
      problems.push(row.refuse(target, result.code ?? 'invalid_event', result.detail ?? 'This is no event.'))
    }
  }
  return { outcomes, problems }
}

/** Which column a pointer into an event means. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  '/email': 'email',
  '/lead': 'lead',
  '/visitor': 'visitor',
  '/type': 'type',
  '/name': 'name',
  '/at': 'at',
  '/id': 'id',
}

function dryResult(event: unknown, at: number) {
  const judged = judgeEvent(event, at)
  return judged.ok ? ({ status: 'accepted' } as const) : ({ status: 'refused', ...judged.problem } as const)
}

/** As the events API takes it; null for a date that cannot be read. */
function toEvent(
  row: ImportRow,
  { dates, type }: { readonly dates: DateOrder; readonly type: string | undefined },
): unknown {
  const at = readDate(row.get('at') ?? '', dates)
  if (at === null) return null
  const properties: Record<string, Fact> = {}
  for (const { target, column, value } of row.all('property:')) {
    const name = target === 'property:*' ? column.slice(0, 64) : target.slice('property:'.length)
    const time = name === 'sent_at' ? readDate(value, dates) : null
    properties[name] = time ?? value.slice(0, 500).toWellFormed()
  }
  const event = {
    type: typeOf(row.get('type') ?? type ?? ''),
    at,
    ...only('email', row.get('email')),
    ...only('lead', row.get('lead')),
    ...only('visitor', row.get('visitor')),
    ...only('name', row.get('name')?.slice(0, 100)),
    ...only('page', row.get('page')),
    ...(Object.keys(properties).length > 0 && { properties }),
  }
  return { ...event, id: row.get('id') ?? hash('sha256', canonicalJson(event)).slice(0, 40) }
}

/** A slug of the catalogue, also where the file has its label: `E-mail opened`. */
function typeOf(text: string): string {
  const plain = text.trim().toLowerCase()
  const byLabel = Object.entries<EventType>(EVENT_TYPES).find(([, { label }]) => label.toLowerCase() === plain)
  return byLabel?.[0] ?? plain.replaceAll(/[\s-]+/g, '_')
}

function only<Name extends string>(name: Name, value: string | undefined): { readonly [N in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [N in Name]?: string }) // its only key
}

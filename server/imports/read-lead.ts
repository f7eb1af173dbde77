import type { Fact } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'
import { addressOf } from '../activity/judge-event.ts'
import type { DateOrder, RowProblem } from './import-type.ts'
import { matchAnswer } from './match-option.ts'
import { readDate } from './read-date.ts'
import { readFactCell, saysYes } from './read-fact-cell.ts'
import type { ImportRow } from './read-row.ts'

/** A person of a file. */
export interface ReadLead {
  readonly email: string
  readonly name: string | null
  readonly company: string | null
  readonly phone: string | null
  readonly source: string | null
  readonly timeZone: string | null
  /** When they became a lead; null = not told. */
  readonly createdAt: number | null
  /** Answers by field, and facts of the company and the CRM. */
  readonly facts: Readonly<Record<string, Fact>>
}

interface Context {
  readonly flow: Pick<Flow, 'fields'>
  readonly dates: DateOrder
  readonly now: number
}

const OLDEST = Date.UTC(1990, 0, 1)

/** Reads one row as a lead; `lead` is null when the row is refused. Cells that mean nothing are named and left out. Pure. */
export function readLead(
  row: ImportRow,
  { flow, dates, now }: Context,
): { readonly lead: ReadLead | null; readonly problems: readonly RowProblem[] } {
  const refused = (target: string, code: string, message: string) => ({
    lead: null,
    problems: [row.refuse(target, code, message)],
  })
  const given = row.get('email')
  if (given === undefined) return refused('email', 'no_email', 'This row has no e-mail address.')
  const email = addressOf(given)
  if (email === null) return refused('email', 'bad_email', 'This is no e-mail address.')
  const consent = row.get('consent')
  if (consent !== undefined && !saysYes(consent)) {
    return refused('consent', 'no_consent', 'This person did not agree to be contacted, so they are left out.')
  }
  const date = row.get('created_at')
  const createdAt = date === undefined ? null : readDate(date, dates)
  if (date !== undefined && (createdAt === null || createdAt < OLDEST)) {
    return refused('created_at', 'bad_date', 'This is no date that can be read. Write it like 2026-03-01.')
  }
  if (createdAt !== null && createdAt > now) return refused('created_at', 'future_time', 'This date is still to come.')

  const problems: RowProblem[] = []
  const facts: Record<string, Fact> = {}
  for (const { target, column, value } of row.all('fact:')) {
    const name = target.slice('fact:'.length)
    const read = readFactCell(name, value, dates)
    if ('fact' in read) facts[name] = read.fact
    else problems.push(row.leaveOut(column, read.code, read.message))
  }
  for (const { target, column, value } of row.all('field:')) {
    const id = target.slice('field:'.length)
    const field = Object.hasOwn(flow.fields, id) ? flow.fields[id] : undefined
    const answer = field ? matchAnswer(field, value) : null
    if (answer === null) {
      problems.push(row.leaveOut(column, 'no_such_option', 'The question has no such answer.'))
    } else facts[id] = answer
  }
  const zone = row.get('time_zone')
  const timeZone = zone !== undefined && isTimeZone(zone) ? zone : null
  if (zone !== undefined && timeZone === null) {
    problems.push(row.leaveOut('time_zone', 'bad_time_zone', 'This is no time zone like Europe/Berlin.'))
  }
  const parts = [row.get('first_name'), row.get('last_name')].filter(part => part !== undefined).join(' ')
  const lead: ReadLead = {
    email,
    name: short(row.get('name') ?? (parts || undefined)),
    company: short(row.get('company')),
    phone: short(row.get('phone')),
    source: row.get('source')?.toLowerCase().slice(0, 100).toWellFormed() ?? null,
    timeZone,
    createdAt,
    facts,
  }
  return { lead, problems }
}

function short(text: string | undefined): string | null {
  return text === undefined ? null : text.slice(0, 200).toWellFormed()
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

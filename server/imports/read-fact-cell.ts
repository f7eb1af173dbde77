import type { Fact } from '#flows/condition.ts'
import { readTold } from '../activity/read-told.ts'
import { readYesNo } from '../activity/read-yes-no.ts'
import type { DateOrder } from './import-type.ts'

/** What a cell says of a lead, or why it says nothing. */
type FactCell = { readonly fact: Fact } | { readonly code: string; readonly message: string }

/** Whether a cell agrees, in the words that files use. */
export function saysYes(value: string): boolean {
  return readYesNo(value) === true
}

/** Reads the cell of a fact as an event's value is read, with the file's order of day and month. */
export function readFactCell(name: string, value: string, dates: DateOrder): FactCell {
  const { value: fact, code = 'empty', warning = 'This says nothing.' } = readTold(name, value, { dates })
  return fact === null ? { code, message: warning } : { fact }
}

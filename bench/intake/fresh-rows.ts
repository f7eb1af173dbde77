import { createHash, randomBytes } from 'node:crypto'
import type { Captured, Row, TableRows } from './capture-rows.ts'
import type { Submission } from './submission.ts'

/** What the rows of another submission are made of. */
export interface Fresh {
  readonly submission: Submission
  readonly newId: () => string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Where a row has a value of its own: the place of that value in the list of values. */
interface Slot {
  readonly column: string
  readonly value: number
}

/** Times of this century, in milliseconds. */
const TIME = 946_684_800_000

/**
 * A maker of rows like the captured ones: as many, of the same size, with ids, addresses and times of their own where a whole
 * column holds one. Texts that merely mention them stay as they are.
 */
export function createFreshRows({ submission, tables, made }: Captured): (fresh: Fresh) => TableRows[] {
  const told = [submission.key, submission.visitor, submission.email, submission.domain]
  const places = new Map([...told, ...made].map((cell, index) => [cell, index]))
  const time = places.size
  const prepared = tables.map(({ table, rows }) => ({ table, rows: rows.map(row => ({ row, slots: slotsOf(row) })) }))

  function slotsOf(row: Row): Slot[] {
    return Object.entries(row).flatMap(([column, cell]) => {
      const value = typeof cell === 'number' ? (cell > TIME ? time : undefined) : places.get(cell ?? '')
      return value === undefined ? [] : [{ column, value }]
    })
  }

  return ({ submission: { key, visitor, email, domain }, newId, now }) => {
    const values = [key, visitor, email, domain, ...made.map(cell => (cell.includes('-') ? newId() : newHash())), now]
    return prepared.map(({ table, rows }) => ({
      table,
      rows: rows.map(({ row, slots }) => {
        const fresh = { ...row }
        for (const { column, value } of slots) fresh[column] = values[value] ?? null
        return fresh
      }),
    }))
  }
}

function newHash(): string {
  return createHash('sha256').update(randomBytes(16)).digest('hex')
}

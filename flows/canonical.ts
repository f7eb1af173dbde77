/**
 * JSON with the keys of every object sorted and no blanks: equal data gives equal text, whatever order it was written in.
 * Leaves out what JSON leaves out (undefined, functions). Throws on values JSON cannot hold (cycles, bigint).
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value))
}

/** The value itself where it is in order already, as it mostly is: copying costs more than looking. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return sortedItems(value)
  const record = value as Readonly<Record<string, unknown>>
  let before = ''
  let inOrder = true
  for (const key of Object.keys(record)) {
    if (key < before || sorted(record[key]) !== record[key]) {
      inOrder = false
      break
    }
    before = key
  }
  if (inOrder) return record
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map(key => [key, sorted(record[key])]),
  )
}

function sortedItems(items: readonly unknown[]): readonly unknown[] {
  const copies = items.map(sorted)
  return copies.some((copy, index) => copy !== items[index]) ? copies : items
}

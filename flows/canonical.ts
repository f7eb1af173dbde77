/**
 * JSON with the keys of every object sorted and no blanks: equal data gives equal text, whatever order it was written in.
 * Leaves out what JSON leaves out (undefined, functions). Throws a TypeError on values JSON cannot hold (cycles, bigint).
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isRecord(part) ? sorted(part) : part))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map(key => [key, record[key]]),
  )
}

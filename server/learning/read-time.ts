const ISO =
  /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/
const SLASHED = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?)?$/i

/**
 * Milliseconds since 1970 of a date in a file, or null: `2026-11-23`, `2026-11-23T08:15:00Z`, `23.11.2026`, `11/23/2026 8:15 PM`.
 * Between `/` the month comes first unless it cannot be one; between `.` and `-` the day does. Zones are not told apart:
 * it serves to put rows in order.
 */
export function readTime(text: string): number | null {
  const iso = ISO.exec(text)
  if (iso) return timeOf([iso[1], iso[2], iso[3] ?? '1', iso[4], iso[5], iso[6]])
  const slashed = SLASHED.exec(text)
  if (!slashed) return null
  const [, first, sign, second, year, hour, minute, secondOf, half] = slashed
  const monthFirst = sign === '/' ? Number(first) <= 12 : Number(second) > 12
  const [month, day] = monthFirst ? [first, second] : [second, first]
  return timeOf([year, month, day, inDay(hour, half), minute, secondOf])
}

function inDay(hour: string | undefined, half: string | undefined): string | undefined {
  if (hour === undefined || half === undefined) return hour
  return String((Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0))
}

function timeOf(parts: readonly (string | undefined)[]): number | null {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(part =>
    part === undefined ? undefined : Number(part),
  )
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || year < 1900 || year > 2200) return null
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

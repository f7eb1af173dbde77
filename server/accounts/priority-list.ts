export interface PriorityLine {
  /** A domain in lower case, or one with `*` for any characters. */
  readonly pattern: string
  /** False keeps a domain off the list that a wider pattern would put on it. */
  readonly listed: boolean
}

/** The companies that matter most to the workspace. */
export interface PriorityList {
  readonly size: number
  /** The line that puts this domain on the list, or null. A domain written out beats any pattern. */
  match(domain: string): string | null
}

/** Makes the list ready to be asked with every lead: domains by name, patterns one after another. */
export function compilePriorityList(lines: readonly PriorityLine[]): PriorityList {
  const named = new Map<string, boolean>()
  const patterns: { readonly pattern: string; readonly parts: readonly string[] }[] = []
  for (const { pattern, listed } of lines) {
    if (!pattern.includes('*')) named.set(pattern, listed)
    else if (listed) patterns.push({ pattern, parts: pattern.split('*') })
  }
  return {
    size: lines.length,
    match(domain) {
      const exact = named.get(domain)
      if (exact !== undefined) return exact ? domain : null
      return patterns.find(({ parts }) => fits(domain, parts))?.pattern ?? null
    },
  }
}

/** The parts between the stars stand in the text in this order, the first at its start and the last at its end. No way to take long. */
function fits(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= text.length - last.length
}

const LABEL = /^[\p{L}\p{N}*]([\p{L}\p{N}\p{M}*-]{0,61}[\p{L}\p{N}\p{M}*])?$/u
const LONGEST = 253

/** What was typed as a line of the list: in lower case, without protocol, path or `@`; null when it is no domain or pattern. */
export function readPattern(typed: string): string | null {
  const text = typed
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/^.*@/, '')
    .replace(/^www\./, '')
    .replaceAll(/\*+/g, '*')
  if (text.length > LONGEST || !text.split('.').every(label => LABEL.test(label))) return null
  // A star alone is everybody; a word alone is no domain.
  const letters = text.replaceAll(/[*.]/g, '')
  if (letters.length < 2) return null
  return text.includes('*') || text.includes('.') ? text : null
}

import { EVENT_TYPES, type EventTypeSlug } from './event-types.ts'

/** Slugs of the catalogue that look like this one, the likeliest first, three at most; for a message about a typo. */
export function nearestEventTypes(slug: string): readonly EventTypeSlug[] {
  const wanted = wordsOf(slug.slice(0, 60))
  if (wanted.length === 0) return []
  return (Object.keys(EVENT_TYPES) as EventTypeSlug[]) // its keys are its slugs
    .map(known => ({ known, likeness: likeness(wanted, wordsOf(known)) }))
    .filter(({ likeness }) => likeness >= 0.6)
    .sort((a, b) => b.likeness - a.likeness || (a.known < b.known ? -1 : 1))
    .slice(0, 3)
    .map(({ known }) => known)
}

function wordsOf(slug: string): string[] {
  return slug
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(word => word.length > 0)
}

/** Share of words that are alike, from both sides, so that neither a short nor a long name is favoured. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const found = (from: readonly string[], among: readonly string[]) =>
    from.reduce((sum, word) => sum + Math.max(...among.map(other => wordLikeness(word, other))), 0)
  return (found(a, b) + found(b, a)) / (a.length + b.length)
}

/** 1 for the same word, less for one with the same beginning (`click`, `clicked`) or few letters changed, else 0. */
function wordLikeness(a: string, b: string): number {
  if (a === b) return 1
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length >= 3 && long.startsWith(short)) return 0.9
  const distance = lettersChanged(a, b)
  return distance <= 3 && distance < long.length / 2 ? 1 - distance / long.length : 0
}

/** Edit distance (Levenshtein), by rows. */
function lettersChanged(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return row[b.length] ?? 0
}

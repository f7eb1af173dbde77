import { comparableFact, isCompared } from '#flows/read-fact.ts'

/**
 * A model or routing with the countries, industries and technologies its conditions and tables name as facts have them
 * (`comparableFact`): `company.industry is "Software"` holds for what is stored as `technology`. Anything else stays as it is.
 */
export function comparableConditions<Part>(part: Part): Part {
  return walk(part) as Part // the same shape: only texts within conditions change
}

function walk(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(walk)
  if (!isRecord(part)) return part
  const { fact } = part
  const entries = Object.entries(part)
  if (typeof fact !== 'string' || !isCompared(fact)) {
    return Object.fromEntries(entries.map(([key, value]) => [key, walk(value)]))
  }
  return Object.fromEntries(entries.map(([key, value]) => [key, COMPARISONS[key]?.(fact, value) ?? value]))
}

/** What is compared with, by the word of the comparison; `points` is a table by option. */
const COMPARISONS: Readonly<Record<string, (fact: string, value: unknown) => unknown>> = {
  is: read,
  isNot: read,
  in: readAll,
  notIn: readAll,
  has: (fact, value) => (typeof value === 'string' ? [comparableFact(fact, value)].flat()[0] : value),
  points: (fact, value) =>
    isRecord(value)
      ? Object.fromEntries(Object.entries(value).map(([name, points]) => [String(read(fact, name)), points]))
      : value,
}

function read(fact: string, value: unknown): unknown {
  return typeof value === 'string' ? comparableFact(fact, value) : value
}

function readAll(fact: string, values: unknown): unknown {
  return Array.isArray(values) ? [...new Set(values.map(value => read(fact, value)))] : values
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import type { Fact } from './condition.ts'
import { readCountry } from './country.ts'
import { readIndustry } from './industries.ts'

/** Texts that people and systems write in many ways, and how they are read; null = not known, the text stays. */
const READERS: Readonly<Record<string, (text: string) => string | null>> = {
  country: readCountry,
  'visit.country': readCountry,
  'company.country': readCountry,
  'company.industry': readIndustry,
}

/** Facts that are lists of names, and compared without case. */
const NAMES: ReadonlySet<string> = new Set(['company.technologies'])

/**
 * A fact as rules and other systems get it, whoever told it: countries as two letters, industries as slugs, technologies in lower case. What
 * is not known stays as it was said, without blanks around it; facts of other names stay as they are.
 */
export function readFact(name: string, value: Fact): Fact {
  if (NAMES.has(name)) return namesOf(value)
  if (typeof value !== 'string' || !Object.hasOwn(READERS, name)) return value
  const text = value.trim().replaceAll(/\s+/g, ' ')
  return READERS[name]?.(text) ?? text
}

/** Whether the text of such a fact was understood; true for facts that are not read. */
export function isUnderstood(name: string, value: Fact): boolean {
  if (typeof value !== 'string' || !Object.hasOwn(READERS, name)) return true
  return READERS[name]?.(value.trim().replaceAll(/\s+/g, ' ')) !== null
}

/** Whether facts of this name are read before they are compared. */
export function isCompared(name: string): boolean {
  return NAMES.has(name) || Object.hasOwn(READERS, name)
}

/** A fact as it is compared: as it is stored, and without case where it is text that is not known. */
export function comparableFact(name: string, value: Fact): Fact {
  const read = readFact(name, value)
  if (typeof read !== 'string' || !Object.hasOwn(READERS, name)) return read
  return isUnderstood(name, read) ? read : read.toLowerCase()
}

function namesOf(value: Fact): Fact {
  if (typeof value !== 'string' && !Array.isArray(value)) return value
  const names = typeof value === 'string' ? value.split(/[;|,]/) : value
  const plain = names.map(name => name.trim().toLowerCase().slice(0, 100).toWellFormed()).filter(name => name !== '')
  return [...new Set(plain)].slice(0, 50)
}

import { z } from 'zod'
import { RESERVED_IDS } from './reserved-ids.ts'

/** Ids of fields, steps, options, experiments and variants: lower case, digits and `_`, a letter first, at most 40. */
export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'Use lower-case letters, digits and _, with a letter first, at most 40 characters.')
  .refine(id => id !== 'constructor', 'This id is reserved.')

/** Ids of fields and steps share their names with context facts and wording keys, so some are taken. */
export const ownSlug = slug.refine(id => !RESERVED_IDS.has(id), 'This id is reserved.')

/** What a visitor reads: not blank, well formed, no control characters but line breaks. */
export const wording = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine(text => text.trim() !== '', 'Write a text.')
    .refine(text => text.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(text), 'Remove control characters.')

import { z } from 'zod'

// Names that JavaScript's own objects answer to, and the first parts of context facts and wording keys.
const RESERVED = new Set(
  'constructor launcher notice fields page referrer utm locale lang device surface shape consent variant'.split(' '),
)

/** Ids of fields, steps, options, experiments and variants: lower case, digits and `_`, a letter first, at most 40. */
export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'Use lower-case letters, digits and _, with a letter first, at most 40 characters.')
  .refine(id => id !== 'constructor', 'This id is reserved.')

/** Ids of fields and steps share their names with context facts and wording keys, so some are taken. */
export const ownSlug = slug.refine(id => !RESERVED.has(id), 'This id is reserved.')

/** What a visitor reads: not blank, well formed, no control characters but line breaks. */
export const wording = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine(text => text.trim() !== '', 'Write a text.')
    .refine(text => text.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(text), 'Remove control characters.')

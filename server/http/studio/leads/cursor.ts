import { z } from 'zod'
import { ApiError } from '../../../errors.ts'
import { SOURCE_PRIORITIES } from '../../../leads/source-rules.ts'
import type { LeadSort } from '../studio-types.ts'

const id = z.string().regex(/^[\w-]{1,64}$/)
// Times and priorities are whole and within their columns; databases differ in what they make of others.
const cursorSchema = z.discriminatedUnion('in', [
  z.strictObject({
    in: z.literal('waiting'),
    priority: z
      .int()
      .min(Math.min(...SOURCE_PRIORITIES))
      .max(Math.max(...SOURCE_PRIORITIES)),
    score: z.number(),
    id,
  }),
  z.strictObject({ in: z.literal('rest'), at: z.int(), id }),
  z.strictObject({ in: z.literal('newest'), at: z.int(), id }),
  z.strictObject({ in: z.literal('score'), score: z.number(), id }),
])

/** The last lead of a page, in its part of the list: the next page begins after it. */
export type Cursor = Readonly<z.infer<typeof cursorSchema>>

/** Parts of the list, in this order, and where each of them is sorted. */
export const PARTS: Readonly<Record<LeadSort, readonly Cursor['in'][]>> = {
  // What a person should act on comes first.
  action: ['waiting', 'rest'],
  newest: ['newest'],
  score: ['score'],
}

/** Opaque text for the address. */
export function formatCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Throws ApiError `invalid_body` for text that no page of this sort gave. */
export function parseCursor(text: string, sort: LeadSort): Cursor {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString()))
  if (parsed.success && PARTS[sort].includes(parsed.data.in)) return parsed.data
  const message = 'Begin again without a cursor.'
  throw new ApiError('invalid_body', { errors: [{ pointer: '/cursor', code: 'cursor', message }] })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

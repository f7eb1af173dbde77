import { z } from 'zod'
import { ApiError } from '../../../errors.ts'
import type { LeadSort } from '../studio-types.ts'

/** The last lead of a page: the next one begins after it. */
export interface Cursor {
  readonly sort: LeadSort
  /** Which part of the list it stands in; `all` when the sort has only one. */
  readonly group: 'hot' | 'waiting' | 'rest' | 'all'
  readonly value: number
  readonly id: string
}

const id = z.string().regex(/^[\w-]{1,64}$/)
// Times are whole; databases differ in what they make of others.
const cursorSchema = z.discriminatedUnion('sort', [
  z.strictObject({ sort: z.literal('action'), group: z.enum(['hot', 'waiting', 'rest']), value: z.int(), id }),
  z.strictObject({ sort: z.literal('newest'), group: z.literal('all'), value: z.int(), id }),
  z.strictObject({ sort: z.literal('score'), group: z.literal('all'), value: z.number(), id }),
])

/** Opaque text for the address. */
export function formatCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Throws ApiError `invalid_body` for text that no page of this sort gave. */
export function parseCursor(text: string, sort: LeadSort): Cursor {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString()))
  if (parsed.success && parsed.data.sort === sort) return parsed.data
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

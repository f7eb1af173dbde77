import { expect, it } from 'vitest'
import { z } from 'zod'
import { ApiError } from '#server/errors.ts'
import { parseBody } from '#server/http/read-json.ts'

function messageFor(schema: z.ZodType, value: unknown): string | undefined {
  try {
    parseBody(schema, value)
  } catch (error) {
    if (error instanceof ApiError) return error.options.errors?.[0]?.message
    throw error
  }
}

it.each<[z.ZodType, unknown, string]>([
  [z.string().trim().min(1), '  ', 'Write something here.'],
  [z.string().min(8), 'short', 'Use at least 8 characters.'],
  [z.string().max(3), 'long', 'Use at most 3 characters.'],
  [z.int().min(1), 0, 'Use 1 or more.'],
  [z.int().max(1000), 5000, 'Use 1000 or less.'],
  [z.number().positive(), 0, 'Use more than 0.'],
  [z.array(z.string()).min(1), [], 'At least one is needed.'],
  [z.array(z.string()).max(1), ['a', 'b'], 'At most 1 are possible.'],
  [z.string().min(1, 'Name it.'), '', 'Name it.'],
])('what a schema has no words for is told in plain ones (%#)', (schema, value, words) => {
  expect(messageFor(schema, value)).toBe(words)
})

import type { Context } from 'hono'
import type { z } from 'zod'
import { ApiError } from '../../errors.ts'
import { parseBody, readJson } from '../read-json.ts'

/** Origin header, or undefined. An empty one counts as given: it is no origin that a site could allow. */
export function originOf(c: Context): string | undefined {
  return c.req.header('origin')
}

/** Token of `Authorization: Bearer`, else the one in the body: a beacon cannot set headers. */
export function tokenOf(c: Context, body?: { readonly token?: string }): string | undefined {
  const header = c.req.header('authorization')
  if (header === undefined) return body?.token
  return /^Bearer ([\w-]{1,200})$/i.exec(header)?.[1]
}

/** Reads and parses a JSON body. Throws what `readJson` and `parseBody` throw. */
export async function readBody<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.output<Schema>> {
  return parseBody(schema, await readJson(c))
}

/** The same for a request with an idempotency key, which may stand in the header instead of in the body. */
export async function readKeyedBody<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.output<Schema>> {
  const body = await readJson(c)
  const key = c.req.header('idempotency-key')
  if (key === undefined || !isObject(body)) return parseBody(schema, body)
  if (body.key !== undefined && body.key !== key) {
    const message = 'The header Idempotency-Key names another key.'
    throw new ApiError('invalid_body', { errors: [{ pointer: '/key', code: 'key_mismatch', message }] })
  }
  return parseBody(schema, { ...body, key })
}

/** Whether the client has this version already. */
export function hasCurrent(c: Context, etag: string): boolean {
  const known = c.req.header('if-none-match')
  if (known === undefined) return false
  return known.split(',').some(tag => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

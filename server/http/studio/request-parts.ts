import type { MiddlewareHandler } from 'hono'
import type { z } from 'zod'
import { checkValues, parseBody, readJson } from '../read-json.ts'

/** A schema that takes nothing but what the studio's types say a request holds. */
export type Accepts<Request> = z.ZodType<object, Request>

type Body<Schema extends z.ZodType> = { in: { json: z.input<Schema> }; out: { json: z.output<Schema> } }
type Query<Schema extends z.ZodType> = { in: { query: z.input<Schema> }; out: { query: z.output<Schema> } }

/** Reads and parses a JSON body for `c.req.valid('json')`. Throws what `readJson` and `parseBody` throw. */
export function body<Schema extends z.ZodType<object>>(
  schema: Schema,
  options: { readonly limit?: number; readonly values?: 'unchecked' } = {},
): MiddlewareHandler<object, string, Body<Schema>> {
  return async (c, next) => {
    c.req.addValidatedData('json', parseBody(schema, await readJson(c, options)))
    await next()
  }
}

/** Parses the query string for `c.req.valid('query')`; throws 422 `invalid_body` for a value or name it does not take. */
export function query<Schema extends z.ZodType<object>>(
  schema: Schema,
): MiddlewareHandler<object, string, Query<Schema>> {
  return async (c, next) => {
    const given = c.req.query()
    checkValues(given, '')
    c.req.addValidatedData('query', parseBody(schema, given))
    await next()
  }
}

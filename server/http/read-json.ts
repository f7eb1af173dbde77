import { IncomingMessage } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { z } from 'zod'
import { API_LIMITS, type Problem } from '#flows/api.ts'
import { plainWords } from '#flows/plain-words.ts'
import { ApiError } from '../errors.ts'

type FieldError = NonNullable<Problem['errors']>[number]

/**
 * Reads a JSON body the careful way and returns it unparsed by any schema.
 * Throws ApiError: unsupported_encoding, unsupported_type (JSON or text/plain only: a beacon sends the latter), too_large
 * (declared or streamed), bad_request (cut off), bad_encoding, too_deep, bad_json, forbidden_key, invalid_body (NUL, lone surrogates, unsafe numbers).
 * With `values: 'unchecked'` the last two are left to the caller (`checkValues`), who judges part by part.
 */
export async function readJson(c: Context, options: { limit?: number; values?: 'unchecked' } = {}): Promise<unknown> {
  const request = c.req.raw
  const limit = options.limit ?? API_LIMITS.bodyBytes
  const encoding = request.headers.get('content-encoding')
  if (encoding && encoding.toLowerCase() !== 'identity') throw new ApiError('unsupported_encoding')
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json' && type !== 'text/plain') throw new ApiError('unsupported_type')
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > limit) throw new ApiError('too_large')

  const bytes = await readBytes(c, limit)
  if (bytes.length > limit) throw new ApiError('too_large')
  const text = decode(bytes)
  const { suspect } = inspect(text)
  const value = parse(text)
  if (suspect && options.values !== 'unchecked') checkValues(value, '')
  return value
}

/** Parses with a schema; throws `invalid_body` with an RFC 6901 pointer for each problem. Never repeats the input. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: plainWords })
  if (parsed.success) return parsed.data
  throw new ApiError('invalid_body', {
    errors: parsed.error.issues.slice(0, 20).flatMap((issue): FieldError[] => {
      const at = issue.path.map(part => `/${escapePointer(String(part))}`).join('')
      if (issue.code !== 'unrecognized_keys') return [{ pointer: at, code: issue.code, message: issue.message }]
      return issue.keys.slice(0, 20).map(key => ({
        pointer: `${at}/${escapePointer(key.slice(0, 80))}`,
        code: issue.code,
        message: 'This field is not part of the request.',
      }))
    }),
  })
}

async function readBytes(c: Context, limit: number): Promise<Uint8Array> {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings> // there when the request came through a socket
  try {
    if (incoming instanceof IncomingMessage) return await readIncoming(incoming, limit)
    const { body } = c.req.raw
    return body ? await readChunks(body, limit) : new Uint8Array()
  } catch (cause) {
    if (cause instanceof ApiError) throw cause
    // The connection broke, or what came was not HTTP: nothing of ours failed.
    throw new ApiError('bad_request', { detail: 'The body did not arrive whole.', cause })
  }
}

/** Node's own stream: a web stream around it costs as much as parsing the body. */
function readIncoming(incoming: IncomingMessage, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const settle = (act: () => void) => {
      incoming.off('data', take).off('end', finish).off('close', cutOff).off('error', reject)
      act()
    }
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) settle(() => reject(new ApiError('too_large')))
      else chunks.push(chunk)
    }
    const finish = () => settle(() => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    const cutOff = () => settle(() => reject(new Error('The connection was closed.')))
    incoming.on('data', take).on('end', finish).on('close', cutOff).on('error', reject)
  })
}

async function readChunks(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > limit) throw new ApiError('too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw new ApiError('bad_encoding', { cause })
  }
}

const QUOTE = 34
const BACKSLASH = 92
const DEL = 127

/**
 * Looks once over a JSON text before the parser builds anything of it: a deep document is refused, and most of those that
 * hold nothing to refuse are told from the others (`suspect`). Throws ApiError: too_deep.
 */
function inspect(text: string): { readonly suspect: boolean } {
  let depth = 0
  let inString = false
  let digits = 0
  let suspect = FORBIDDEN.some(key => text.includes(key))
  // Most have neither in any text: then a text ends at the next quotation mark, and need not be looked through.
  const isPlain = !text.includes('\\') && !text.includes('\u007f')
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (inString) {
      if (code === BACKSLASH) {
        i += 1
        // What stands for a control character, half a surrogate pair, or a letter of a forbidden key, is an escape.
        if (MEANINGFUL_ESCAPES.includes(text.charAt(i))) suspect = true
      } else if (code === QUOTE) inString = false
      else if (code === DEL) suspect = true
    } else if (code === QUOTE) {
      const end = isPlain ? text.indexOf('"', i + 1) : -1
      if (end > 0) i = end
      else inString = true
    } else if (code >= 48 && code <= 57) {
      digits += 1
      if (digits > EXACT_DIGITS) suspect = true
    } else {
      // A number with an exponent; `true` and `false` have their `e` after a letter.
      if (digits > 0 && (code === 101 || code === 69)) suspect = true
      digits = 0
      if (code === 123 || code === 91) {
        depth += 1
        if (depth > API_LIMITS.depth) throw new ApiError('too_deep')
      } else if (code === 125 || code === 93) depth -= 1
    }
  }
  return { suspect }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ApiError('bad_json', { cause })
  }
}

const FORBIDDEN = ['__proto__', 'constructor', 'prototype']
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
const MEANINGFUL_ESCAPES = 'ubf'
/** Every whole number of so many digits is exact. */
const EXACT_DIGITS = 15

/**
 * Throws `forbidden_key` or `invalid_body` for what must not come in by any door: Postgres refuses NUL, logs suffer from
 * control characters, lone surrogates never compare equal.
 */
export function checkValues(value: unknown, pointer: string): void {
  if (typeof value === 'string') checkText(value, pointer)
  else if (typeof value === 'number') {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
      throw refused(pointer, 'number', 'This number cannot be kept exactly.')
    }
  } else if (Array.isArray(value)) for (const [index, item] of value.entries()) checkValues(item, `${pointer}/${index}`)
  else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      if (FORBIDDEN.includes(key)) throw new ApiError('forbidden_key')
      checkText(key, pointer)
      checkValues(item, `${pointer}/${escapePointer(key)}`)
    }
  }
}

/** Whether a text has control characters other than tab and line breaks. */
export function hasControlCharacters(text: string): boolean {
  return CONTROL.test(text)
}

function checkText(text: string, pointer: string): void {
  if (hasControlCharacters(text)) throw refused(pointer, 'control_character', 'Control characters are not accepted.')
  if (!text.isWellFormed()) throw refused(pointer, 'lone_surrogate', 'This text is not well-formed Unicode.')
}

function refused(pointer: string, code: string, message: string): ApiError {
  return new ApiError('invalid_body', { errors: [{ pointer, code, message }] })
}

function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1')
}

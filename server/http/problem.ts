import type { Context } from 'hono'
import { ERROR_STATUS, type ErrorCode, type Problem } from '#flows/api.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'

const TITLES: Partial<Record<ErrorCode, string>> = {
  bad_request: 'This request makes no sense.',
  bad_json: 'The body is not JSON.',
  bad_encoding: 'The body is not UTF-8.',
  too_deep: 'The JSON is nested too deeply.',
  forbidden_key: 'The JSON uses a forbidden key.',
  invalid_body: 'Some values are not accepted.',
  not_found: 'There is nothing here.',
  method_not_allowed: 'This address does not take that method.',
  request_timeout: 'The request did not arrive in time.',
  too_large: 'The body is too large.',
  headers_too_large: 'The headers are too large.',
  unsupported_encoding: 'Compressed bodies are not accepted.',
  unsupported_type: 'This content type is not accepted.',
  origin_refused: 'This origin may not use this site key.',
  draft_changed: 'Somebody else saved meanwhile. Load it again to see what changed.',
  already_member: 'They belong to the workspace already.',
  slot_taken: 'This time is no longer free.',
  rate_limited: 'Too many requests. Try again shortly.',
  store_busy: 'The service is busy. Try again shortly.',
  storage_full: 'The service cannot store anything now.',
  store_unavailable: 'The database cannot be reached.',
  internal: 'Something went wrong on our side.',
}

/** Codes a store error may carry that callers should see as they are. */
const STORE_CODES: ReadonlySet<string> = new Set(['store_busy', 'storage_full', 'store_unavailable'])

/** The one place where an error becomes an HTTP answer: RFC 9457 problem+json with a stable `code`. */
export function problemFrom(error: unknown, requestId: string, log: Deps['log']): Response {
  const known = asApiError(error)
  if (known.code === 'internal') log.error({ requestId, err: error }, 'request failed')
  return problem(known, requestId)
}

/** For Hono's `onError`. */
export function onProblem(deps: Pick<Deps, 'log' | 'newId'>) {
  return (error: Error, c: Context): Response =>
    problemFrom(error, c.res.headers.get('x-request-id') ?? deps.newId(), deps.log)
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (STORE_CODES.has(code)) {
    return new ApiError(code as ErrorCode, { headers: { 'retry-after': '2' }, cause: error }) // in STORE_CODES, so an ErrorCode
  }
  return new ApiError('internal', { cause: error })
}

function problem(error: ApiError, requestId: string): Response {
  const body: Problem = {
    type: `urn:parley:problem:${error.code}`,
    title: TITLES[error.code] ?? error.code.replaceAll('_', ' '),
    status: ERROR_STATUS[error.code],
    code: error.code,
    requestId,
    ...(error.options.detail ? { detail: error.options.detail } : {}),
    ...(error.options.errors ? { errors: error.options.errors } : {}),
  }
  return new Response(JSON.stringify(body), {
    status: error.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
      ...error.options.headers,
    },
  })
}

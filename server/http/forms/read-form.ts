import { ApiError } from '../../errors.ts'

const LIMIT = 64 * 1024
/** Names and values of a form; a page has a field a question. */
const FIELDS = 2_000

/**
 * Reads the body a browser sends for a form. Throws ApiError: unsupported_encoding, unsupported_type, too_large, bad_request
 * (no length, cut off), bad_encoding; `invalid_body` for what no form holds.
 */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const { headers } = request
  const encoding = headers.get('content-encoding')
  if (encoding && encoding.toLowerCase() !== 'identity') throw new ApiError('unsupported_encoding')
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') throw new ApiError('unsupported_type')
  // Browsers always say how long a form is; the runtime holds them to it.
  if (!headers.has('content-length')) throw new ApiError('bad_request', { detail: 'Say how long the form is.' })
  if (Number(headers.get('content-length')) > LIMIT) throw new ApiError('too_large')
  const bytes = await request.arrayBuffer().catch((cause: unknown) => {
    throw new ApiError('bad_request', { detail: 'The body did not arrive whole.', cause })
  })
  if (bytes.byteLength > LIMIT) throw new ApiError('too_large')
  return checked(new URLSearchParams(decode(bytes)))
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new ApiError('bad_encoding', { cause })
  }
}

function checked(form: URLSearchParams): URLSearchParams {
  if (form.size > FIELDS) throw new ApiError('too_large')
  for (const [name, value] of form) {
    if (name.includes('\0') || value.includes('\0')) throw new ApiError('invalid_body')
  }
  return form
}

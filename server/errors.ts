import { ERROR_STATUS, type ErrorCode, type Problem } from '#flows/api.ts'

interface ApiErrorOptions {
  /** One sentence that says what to do. Never input, SQL or a stack. */
  readonly detail?: string
  readonly errors?: Problem['errors']
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** What a caller got wrong, or what the service cannot do now. `http/problem.ts` turns it into an RFC 9457 answer. */
export class ApiError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly options: ApiErrorOptions

  constructor(code: ErrorCode, options: ApiErrorOptions = {}) {
    super(options.detail ?? code, { cause: options.cause })
    this.name = 'ApiError'
    this.code = code
    this.status = ERROR_STATUS[code]
    this.options = options
  }
}

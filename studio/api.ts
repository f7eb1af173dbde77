import type { ErrorCode, Problem } from '#flows/api.ts'

/** An answer of the server that is not a success, with its stable code. */
export class RequestFailed extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly errors: NonNullable<Problem['errors']>

  constructor(problem: Pick<Problem, 'code' | 'status' | 'title' | 'detail' | 'errors'>) {
    super(problem.detail ?? problem.title)
    this.name = 'RequestFailed'
    this.code = problem.code
    this.status = problem.status
    this.errors = problem.errors ?? []
  }
}

const UNREACHABLE = {
  code: 'internal',
  status: 0,
  title: 'The server cannot be reached. Check the connection and try again.',
} as const

let shown: string | undefined

/** Which workspace the page shows from now on: every request says so, and one that went elsewhere is refused. */
export function showWorkspace(id: string | undefined): void {
  shown = id
}

/**
 * One request to the studio's API. The caller names the type the route promises in `server/http/api-type.ts`.
 * Rejects with RequestFailed, also when the server cannot be reached.
 */
export async function request<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/api${path}`, {
    method,
    credentials: 'same-origin',
    headers: {
      'x-parley': '1',
      ...(shown === undefined ? {} : { 'x-parley-workspace': shown }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new RequestFailed(UNREACHABLE)
  })
  if (response.ok) return (await response.json()) as T // our own server keeps to its types; its tests hold it to them
  const problem = (await response.json().catch(() => UNREACHABLE)) as Problem
  if (shown !== undefined && MOVED.has(problem.code)) return await startAnew()
  throw new RequestFailed(problem)
}

/** What says that the session is no longer in the workspace the page shows. */
const MOVED: ReadonlySet<string> = new Set(['workspace_changed', 'no_workspace'])

/** Loads the page anew, so that nothing of two workspaces meets in it. Never settles: nobody goes on. */
function startAnew(): Promise<never> {
  location.reload()
  return new Promise(() => {})
}

const UNKNOWN = 'Something went wrong. Reload the page and try again.'

/** What went wrong in the server's words, where it has some. */
export function inWords(error: unknown): string {
  return error instanceof RequestFailed ? error.message : UNKNOWN
}

/** What went wrong, by its code; where `words` has none for it, what the server says of the first value at fault. */
export function explainBy(words: Partial<Record<ErrorCode, string>> = {}): (error: unknown) => string {
  return error => {
    if (!(error instanceof RequestFailed)) return UNKNOWN
    return words[error.code] ?? error.errors[0]?.message ?? error.message
  }
}

export const get = <T>(path: string): Promise<T> => request<T>('GET', path)
export const post = <T>(path: string, body: unknown = {}): Promise<T> => request<T>('POST', path, body)
export const put = <T>(path: string, body: unknown): Promise<T> => request<T>('PUT', path, body)

/** `{a:'x', b: undefined}` → `?a=x`. */
export function query(parts: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parts)) if (value) search.set(name, value)
  const text = search.toString()
  return text && `?${text}`
}

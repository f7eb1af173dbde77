import { isIP, type LookupFunction } from 'node:net'
import { type ExchangeError, exchange } from './exchange.ts'
import { isPublicAddress } from './public-address.ts'
import { type ResolveName, resolveName } from './resolve-name.ts'
import { type AllowList, checkUrl, toAllowList, type UrlProblem } from './url-guard.ts'

export interface EgressRequest {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Names in lower case, of `REQUEST_HEADERS` only. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** From name lookup to the last byte read; 15 s when left out, and never more. */
  readonly timeoutMs?: number
}

export interface EgressResponse {
  /** As answered; 3xx is given back, never followed. */
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The first 64 KiB, as text. */
  readonly body: string
}

/**
 * The only way out to other people's servers. Rejects with EgressError when there was no whole answer; the body counts
 * as whole after 64 KiB.
 */
export type Egress = (request: EgressRequest) => Promise<EgressResponse>

export type EgressProblem = UrlProblem | 'dns_failed' | ExchangeError['problem']

/** No answer: refused before a connection was made, or the connection failed. Decide by `problem`. */
export class EgressError extends Error {
  override readonly name = 'EgressError'
  readonly problem: EgressProblem

  constructor(problem: EgressProblem, options?: ErrorOptions) {
    super(`No answer: ${problem}.`, options)
    this.problem = problem
  }
}

interface EgressOptions {
  /** `host:port` entries let through whatever their address and scheme: loopback fakes, servers in one's own network. */
  readonly allow: readonly string[]
  readonly resolve?: ResolveName
}

const LONGEST_MS = 15_000

/** What a request may carry. Others could speak to a metadata service (`metadata-flavor`) or split the request. */
const REQUEST_HEADERS = [
  'accept',
  'authorization',
  'content-type',
  'idempotency-key',
  'webhook-id',
  'webhook-signature',
  'webhook-timestamp',
]

/**
 * Makes the egress function. The URL is parsed, then judged; a name is resolved once, all its addresses must be public,
 * and the connection goes to those very addresses.
 */
export function createEgress({ allow, resolve = resolveName }: EgressOptions): Egress {
  const allowList = toAllowList(allow)
  return async request => {
    assertHeaders(request.headers)
    const signal = AbortSignal.timeout(Math.min(request.timeoutMs ?? LONGEST_MS, LONGEST_MS))
    const { url, addresses } = await findWay({ text: request.url, allowList, resolve, signal })
    const result = await exchange({
      url,
      method: request.method,
      headers: { ...request.headers, 'accept-encoding': 'identity', 'user-agent': 'Parley' },
      body: request.body ?? '',
      lookup: pin(addresses),
      signal,
    })
    if (!result.ok) throw new EgressError(result.problem, { cause: result.cause })
    return result.response
  }
}

interface Way {
  readonly text: string
  readonly allowList: AllowList
  readonly resolve: ResolveName
  readonly signal: AbortSignal
}

async function findWay({ text, allowList, resolve, signal }: Way): Promise<{ url: URL; addresses: readonly string[] }> {
  const checked = checkUrl(text, allowList)
  if (!checked.ok) throw new EgressError(checked.problem)
  const { url, host, literal, listed } = checked
  if (literal !== 0) return { url, addresses: [host] }

  const addresses = await withinTime(resolve(host), signal)
  if (addresses.length === 0) throw new EgressError('dns_failed')
  if (!listed && !addresses.every(isPublicAddress)) throw new EgressError('address_refused')
  return { url, addresses }
}

async function withinTime(answer: Promise<readonly string[]>, signal: AbortSignal): Promise<readonly string[]> {
  const late = Promise.withResolvers<never>()
  const give = () => late.reject(new EgressError('timed_out'))
  signal.addEventListener('abort', give, { once: true })
  try {
    return await Promise.race([answer, late.promise])
  } catch (error) {
    if (error instanceof EgressError) throw error
    throw new EgressError('dns_failed', { cause: error })
  } finally {
    signal.removeEventListener('abort', give)
  }
}

/** Answers the connection's own lookup with the addresses that were checked, so that a second answer of DNS has no say. */
function pin(addresses: readonly string[]): LookupFunction {
  // IPv4 first: a machine without an IPv6 route fails slowly on the other.
  const entries = addresses.map(address => ({ address, family: isIP(address) })).sort((a, b) => a.family - b.family)
  return (_name, options, done) => {
    const [first] = entries
    if (options.all) done(null, entries)
    else if (first) done(null, first.address, first.family)
  }
}

function assertHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!REQUEST_HEADERS.includes(name)) throw new TypeError(`The header ${name} may not leave.`)
    if (!/^[\x20-\x7e]*$/.test(value)) throw new TypeError(`The header ${name} has a value that is not plain ASCII.`)
  }
}

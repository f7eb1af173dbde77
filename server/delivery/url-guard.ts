import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/** Why a URL is not called, as a stable slug. */
export type UrlProblem =
  | 'url_invalid'
  | 'scheme_refused'
  | 'userinfo_refused'
  | 'name_refused'
  | 'address_refused'
  | 'port_refused'

export type CheckedUrl =
  | {
      readonly ok: true
      readonly url: URL
      /** Without the brackets of IPv6. */
      readonly host: string
      /** 0 when the host is a name, else 4 or 6. */
      readonly literal: 0 | 4 | 6
      /** Named by the operator's allow-list: address, port and scheme are not judged. */
      readonly listed: boolean
    }
  | { readonly ok: false; readonly problem: UrlProblem }

/** `host:port` entries, exact, in lower case, IPv6 in brackets. */
export type AllowList = ReadonlySet<string>

const LONGEST_URL = 2048

/** Names that mean a machine or network of one's own, wherever they are looked up. */
const PRIVATE_SUFFIXES = [
  'localhost',
  'localdomain',
  'local',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'arpa',
  'onion',
]

export function toAllowList(entries: readonly string[]): AllowList {
  return new Set(entries.map(entry => entry.trim().toLowerCase()))
}

/**
 * Judges a URL by its text: https, port 443, no user name, a public name or address. The answer for a name is not
 * complete: its addresses are checked when it is resolved (see `egress.ts`).
 */
export function checkUrl(text: string, allow: AllowList): CheckedUrl {
  const url = parse(text)
  if (!url) return refuse('url_invalid')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('scheme_refused')
  if (url.username !== '' || url.password !== '') return refuse('userinfo_refused')

  const host = url.hostname.replace(/^\[|\]$/g, '')
  const literal = toFamily(isIP(host))
  if (allow.has(`${url.hostname}:${effectivePort(url)}`)) return { ok: true, url, host, literal, listed: true }

  if (literal !== 0 && !isPublicAddress(host)) return refuse('address_refused')
  if (literal === 0 && isPrivateName(host)) return refuse('name_refused')
  if (url.protocol !== 'https:') return refuse('scheme_refused')
  if (url.port !== '') return refuse('port_refused')
  return { ok: true, url, host, literal, listed: false }
}

function parse(text: string): URL | null {
  // WHATWG drops tabs and line breaks and reads `\` as `/`; nobody writes those into an address by honest mistake.
  const disguised = text.length > LONGEST_URL || /[\\\s\p{Cc}\p{Cf}]/u.test(text)
  return disguised ? null : URL.parse(text)
}

function isPrivateName(host: string): boolean {
  const name = host.endsWith('.') ? host.slice(0, -1) : host
  const labels = name.split('.')
  if (labels.length < 2 || labels.includes('')) return true
  const last = labels.at(-1) ?? ''
  // A last label of digits would be an IPv4 address to some resolvers; the URL parser refuses most, not all are certain to.
  return PRIVATE_SUFFIXES.includes(last) || /^[0-9]/.test(last)
}

function effectivePort(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80')
}

function toFamily(version: number): 0 | 4 | 6 {
  return version === 4 ? 4 : version === 6 ? 6 : 0
}

function refuse(problem: UrlProblem): CheckedUrl {
  return { ok: false, problem }
}

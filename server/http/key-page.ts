import type { Context } from 'hono'
import { ApiError } from '../errors.ts'
import { PAGE_HEADERS } from './security-headers.ts'

/** Of a page whose address is the right to act: it goes to nobody else, and no search engine keeps it. */
export const KEY_PAGE_HEADERS = {
  ...PAGE_HEADERS,
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
} as const

/** What the page's form sends, `most` bytes of it. Throws ApiError `too_large`, `unsupported_type`. */
export async function readKeyPageForm(c: Context, most: number): Promise<URLSearchParams> {
  if (Number(c.req.header('content-length') ?? most + 1) > most) throw new ApiError('too_large')
  if (c.req.header('content-type')?.split(';')[0] !== 'application/x-www-form-urlencoded') {
    throw new ApiError('unsupported_type')
  }
  return new URLSearchParams(await c.req.text())
}

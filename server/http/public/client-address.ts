import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import ipaddr from 'ipaddr.js'
import { createLruMap } from '../../sessions/lru-map.ts'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** A reader of the client's address. `trustedProxies`: addresses or CIDR blocks whose X-Forwarded-For is believed. */
export function createAddressReader(trustedProxies: readonly string[]) {
  const isTrusted = createTrust(trustedProxies)

  /**
   * The socket's address; behind a trusted proxy the right-most forwarded address that is not a trusted proxy itself,
   * since everything left of it can be made up. IPv6 is cut to its /64: one household holds a whole one.
   */
  return function clientAddress(c: Context): string {
    let address = parse(socketAddress(c))
    if (!address) return 'unknown'
    const hops = (c.req.header('x-forwarded-for') ?? '').split(',').reverse()
    for (const hop of hops) {
      if (!isTrusted(address)) break
      const before = parse(hop.trim())
      if (!before) break
      address = before
    }
    return address.kind() === 'ipv6' ? address.toByteArray().slice(0, 8).join('.') : address.toString()
  }
}

/** Whether a request came through a trusted proxy, whose headers are believed. */
export function createProxyCheck(trustedProxies: readonly string[]) {
  const isTrusted = createTrust(trustedProxies)
  return function cameThroughProxy(c: Context): boolean {
    const address = parse(socketAddress(c))
    return address !== undefined && isTrusted(address)
  }
}

/** Undefined when the request did not come through a socket. */
function socketAddress(c: Context): string | undefined {
  return c.env?.incoming ? getConnInfo(c).remote.address : undefined
}

function createTrust(trustedProxies: readonly string[]) {
  const trusted = trustedProxies.map(toRange)
  return (address: Address) =>
    trusted.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits))
}

function toRange(text: string): [Address, number] {
  if (text.includes('/')) return ipaddr.parseCIDR(text)
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv6' ? 128 : 32]
}

// Whoever sends anything sends several requests, and reading an address takes longer than finding it.
const PARSED = 1_000
const parsed = createLruMap<string, Address>(PARSED)

function parse(text: string | undefined): Address | undefined {
  if (text === undefined) return undefined
  const known = parsed.get(text)
  if (known) return known
  if (!ipaddr.isValid(text)) return undefined
  const address = ipaddr.process(text)
  parsed.set(text, address)
  return address
}

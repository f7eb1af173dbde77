import ipaddr from 'ipaddr.js'

/** Cloud metadata that answers on an address which is public by its range. Azure's; all the others are link-local or private. */
const METADATA = ['168.63.129.16']

/**
 * Whether an IP address, as text, is one of the public internet. Everything not known to be is refused: private, loopback,
 * link-local (metadata services), shared, reserved, and every IPv6 form that carries an IPv4 address inside.
 */
export function isPublicAddress(text: string): boolean {
  // Only the two canonical spellings: `inet_aton` forms (0177.1) and zones (%eth0) never come from a resolver or a parsed URL.
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
    return ipaddr.IPv4.parse(text).range() === 'unicast' && !METADATA.includes(text)
  }
  if (text.includes('%') || !ipaddr.IPv6.isValid(text)) return false
  return isPublicIpv6(ipaddr.IPv6.parse(text))
}

function isPublicIpv6(address: ipaddr.IPv6): boolean {
  const [first = 0, , , , fifth = 0, sixth = 0] = address.parts
  // ipaddr.js calls what it has no name for unicast, `::a9fe:a9fe` among it; only 2000::/3 is given out.
  if ((first & 0xe000) !== 0x2000) return false
  // ISATAP (RFC 5214) puts an IPv4 address after 0:5efe or 200:5efe under any prefix.
  if ((fifth & 0xfdff) === 0 && sixth === 0x5efe) return false
  return address.range() === 'unicast'
}

interface UuidSource {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** So many random bytes. */
  readonly random: (length: number) => Uint8Array
}

const LAST_COUNT = 0xfff

/**
 * A maker of UUIDv7 (RFC 9562, method 1 of section 6.2): 48 bits of time, a 12-bit counter, 62 random bits. Each id sorts
 * after the one before it, as text too, even within a millisecond or when the clock steps back.
 */
export function createUuidV7({ now, random }: UuidSource): () => string {
  let time = -1
  let written = ''
  let count = 0

  const begin = (millisecond: number, bytes: Uint8Array) => {
    time = millisecond
    written = formatTime(time)
    count = startOfCount(bytes)
  }

  return () => {
    const bytes = random(10)
    const clock = now()
    if (clock > time) begin(clock, bytes)
    else if (count < LAST_COUNT) count += 1
    // The counter is used up: borrow the next millisecond.
    else begin(time + 1, bytes)
    return written + format(count, bytes)
  }
}

/** Random, in the lower half so that there is room to count up. */
function startOfCount(bytes: Uint8Array): number {
  return (((bytes[8] ?? 0) << 8) | (bytes[9] ?? 0)) & (LAST_COUNT >> 1)
}

/** Many ids are made in a millisecond. */
function formatTime(time: number): string {
  const clock = time.toString(16).padStart(12, '0')
  return `${clock.slice(0, 8)}-${clock.slice(8)}-`
}

function format(count: number, bytes: Uint8Array): string {
  const version = (0x7000 | count).toString(16)
  const variant = HEX[((bytes[0] ?? 0) & 0x3f) | 0x80]
  let node = ''
  for (let index = 2; index < 8; index += 1) node += HEX[bytes[index] ?? 0]
  return `${version}-${variant}${HEX[bytes[1] ?? 0]}-${node}`
}

/** Every byte in two digits. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

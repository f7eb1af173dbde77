import type { Random } from '#demo/seed/random.ts'

/** A request that somebody might send: by hand, by a scanner, or by a client that went wrong. */
export interface FuzzRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer>
}

/** A route as it is meant to be used: what stands for `:name` in its path, and bodies that it takes. */
export interface FuzzTarget {
  readonly method: string
  readonly path: string
  readonly parameters?: Readonly<Record<string, readonly string[]>>
  readonly bodies?: readonly unknown[]
  /** Names that its query may have. */
  readonly query?: readonly string[]
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND']
const TYPES = ['text/plain', 'text/plain;charset=utf-16', 'application/x-www-form-urlencoded', 'application/jsonp', '']

const HARMLESS = ['x', 'a b', '0', '-1', '1.5', '1e400', 'true', 'null', '[]', '{}', 'constructor', 'toString']
const HOSTILE = [
  ...['', ' ', '\u0000', 'a\u0000b', '\u001b[2J', '\r\nset-cookie: a=b', '\u202egnp.exe', '\u200b', '\ufeff'],
  ...[
    'e\u0301'.repeat(40),
    'z\u0335\u0335\u0335'.repeat(90),
    '🦊'.repeat(60),
    '\ud83e',
    '\udd8a\ud83e',
    'ß'.repeat(300),
  ],
  ...["' or 1=1 --", '"; drop table leads; --', '%', '_', '\\', '%00', '..', '../../etc/passwd', '//evil.example'],
  ...[
    '{{email}}',
    '{{q_email|x}}',
    '#{7*7}',
    '<img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    '=1+1',
    '__proto__',
  ],
  ...['x'.repeat(65), 'x'.repeat(9000), '9'.repeat(400), '2026-02-30', 'a@b', `${'l'.repeat(65)}@x.example`],
]
const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 1, 1.5, 2 ** 31, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 8.64e15 + 1, 1e300, 5e-324],
  ...[
    [],
    {},
    [[]],
    [null],
    { $gt: '' },
    { toJSON: 1 },
    Array.from({ length: 300 }, () => 1),
    nestedBy(20),
    nestedBy(40),
  ],
]

/** Draws requests that start from the targets and go wrong in one or several ways. The same seed draws the same. */
export function createFuzzer(random: Random, targets: readonly FuzzTarget[]): () => FuzzRequest {
  const chance = (share: number) => random.next() < share
  const text = () => random.pick(chance(0.7) ? HOSTILE : HARMLESS)

  function parameterOf(known: readonly string[] = []): string {
    return known.length > 0 && chance(0.7) ? random.pick(known) : encode(text())
  }

  function pathOf({ path, parameters = {}, query = [] }: FuzzTarget): string {
    const filled = path.replaceAll(/:(\w+)/g, (_all, name: string) => parameterOf(parameters[name]))
    const names = chance(0.4) ? query : []
    const pairs = names.filter(() => chance(0.4)).map(name => `${name}=${encode(text())}`)
    if (chance(0.03)) pairs.push(`${encode(text())}=${encode(text())}`)
    const spoiled = chance(0.02) ? `${filled}/${encode(text())}` : filled
    return pairs.length > 0 ? `${spoiled}?${pairs.join('&')}` : spoiled
  }

  function bodyOf({ bodies = [] }: FuzzTarget): Uint8Array<ArrayBuffer> | undefined {
    if (bodies.length === 0) return chance(0.2) ? bytesOf(text()) : undefined
    const document: unknown = structuredClone(random.pick(bodies))
    const holder = { document }
    for (let change = random.between(0, 3); change > 0; change -= 1) spoil(holder)
    const json = JSON.stringify(holder.document) ?? ''
    return chance(0.9) ? bytesOf(json) : spoilBytes(bytesOf(json))
  }

  /** Changes one value somewhere: replaced, removed, added or copied. */
  function spoil(root: { document: unknown }): void {
    const places = placesIn(root)
    if (places.length === 0) return
    const { holder, key } = random.pick(places)
    const value = chance(0.5) ? text() : structuredClone(random.pick(VALUES))
    if (chance(0.6)) holder[key] = value
    else if (chance(0.3)) delete holder[key]
    else if (chance(0.5)) holder[text()] = value
    else holder[key] = structuredClone(random.pick(places).holder)
  }

  function spoilBytes(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const at = random.between(0, bytes.length)
    const cut = bytes.slice(0, at)
    if (chance(0.4)) return cut
    const inserted = Uint8Array.from({ length: random.between(1, 4) }, () => random.between(0, 255))
    return Uint8Array.from([...cut, ...inserted, ...bytes.slice(at)])
  }

  return () => {
    const target = random.pick(targets)
    const method = chance(0.05) ? random.pick(METHODS) : target.method
    const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(target)
    const headers: Record<string, string> = { 'content-type': chance(0.95) ? 'application/json' : random.pick(TYPES) }
    if (chance(0.02)) headers['content-encoding'] = random.pick(['gzip', 'br', 'identity', 'x'])
    if (chance(0.03)) headers['content-length'] = random.pick(['0', '-1', '1e9', '999999999999', 'x'])
    if (chance(0.03)) headers['idempotency-key'] = headerText(text())
    if (chance(0.03)) headers.authorization = `Bearer ${headerText(text())}`
    if (chance(0.03)) headers['if-none-match'] = headerText(text())
    return { method, path: pathOf(target), headers, ...(body ? { body } : {}) }
  }
}

interface Place {
  readonly holder: Record<string, unknown>
  readonly key: string
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown> // objects and lists alike are written by key
  return Object.keys(holder).flatMap(key => [{ holder, key }, ...placesIn(holder[key])])
}

function nestedBy(depth: number): unknown {
  return depth === 0 ? 1 : { not: nestedBy(depth - 1) }
}

/** As in an address; a lone surrogate, which has no such form, becomes bytes that are not UTF-8. */
function encode(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ed%a0%80'
}

/** What a header can carry at all. */
function headerText(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').trim()
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

/** What the head of a page and its structured data say. Texts are as written, entities read. */
export interface SitePage {
  readonly title: string | null
  /** By name or property, in lower case; the first of each counts. */
  readonly meta: ReadonlyMap<string, string>
  /** Of `robots`, in lower case. */
  readonly robots: readonly string[]
  /** Objects of JSON-LD, those inside `@graph` and lists too; at most 100. */
  readonly data: readonly Readonly<Record<string, unknown>>[]
  /** Addresses of scripts and style sheets. */
  readonly sources: readonly string[]
}

const MOST_OBJECTS = 100
const MOST_DEPTH = 4

/**
 * Reads a page as far as it came (64 KiB of it perhaps). No parser of HTML: tags are looked at one by one, each once, so
 * that no page can hold the server up. Total.
 */
export function readSitePage(html: string): SitePage {
  const meta = new Map<string, string>()
  const robots: string[] = []
  const sources: string[] = []
  for (const [tag, name = ''] of html.matchAll(/<(meta|script|link)\b[^<>]{0,4000}>/gi)) {
    const attributes = readAttributes(tag)
    if (name.toLowerCase() !== 'meta') {
      const source = attributes.get('src') ?? attributes.get('href')
      if (source !== undefined) sources.push(source)
      continue
    }
    const key = (attributes.get('name') ?? attributes.get('property') ?? '').toLowerCase()
    const content = attributes.get('content')
    if (key === '' || content === undefined) continue
    if (key === 'robots') robots.push(...content.toLowerCase().split(/[\s,]+/))
    if (!meta.has(key)) meta.set(key, content)
  }
  const title = /<title\b[^>]*>([^<]{0,1000})/i.exec(html)?.[1]
  return {
    title: title === undefined ? null : unescapeHtml(title).trim() || null,
    meta,
    robots,
    data: readData(html),
    sources,
  }
}

function readAttributes(tag: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single, bare] of tag.matchAll(
    /([a-z:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi,
  )) {
    attributes.set(name.toLowerCase(), unescapeHtml(double ?? single ?? bare ?? ''))
  }
  return attributes
}

function readData(html: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = []
  const lower = html.toLowerCase()
  for (
    let from = lower.indexOf('application/ld+json');
    from >= 0;
    from = lower.indexOf('application/ld+json', from + 1)
  ) {
    const start = html.indexOf('>', from) + 1
    const end = lower.indexOf('</script', start)
    if (start === 0 || end < 0) break
    collect(parseJson(html.slice(start, end)), found, 0)
  }
  return found
}

function collect(value: unknown, found: Record<string, unknown>[], depth: number): void {
  if (depth > MOST_DEPTH || found.length >= MOST_OBJECTS) return
  if (Array.isArray(value)) for (const one of value) collect(one, found, depth + 1)
  else if (typeof value === 'object' && value !== null) {
    found.push(value as Record<string, unknown>) // an object that is no list
    collect((value as Record<string, unknown>)['@graph'], found, depth + 1)
    // A page or article names whose it is.
    collect((value as Record<string, unknown>).publisher, found, depth + 1)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function unescapeHtml(text: string): string {
  return text.replaceAll(/&(#x?[\da-f]{1,6}|[a-z]{2,6});/gi, (all, entity: string) => {
    if (!entity.startsWith('#')) return ENTITIES[entity.toLowerCase()] ?? all
    const hex = entity[1] === 'x' || entity[1] === 'X'
    const code = Number.parseInt(entity.slice(hex ? 2 : 1), hex ? 16 : 10)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : all
  })
}

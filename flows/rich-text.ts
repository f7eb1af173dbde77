/** A part of a line. Text may hold `{{name}}` for `fill`; whoever draws it fills in last, so that a value is never markup. */
export type Inline =
  | string
  | { readonly kind: 'bold' | 'italic'; readonly parts: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly parts: readonly Inline[] }

/** Lines of one paragraph, or the items of a list. */
export interface Block {
  readonly kind: 'paragraph' | 'list' | 'numbers'
  readonly lines: readonly (readonly Inline[])[]
}

/**
 * Reads the markup marketers may use: `**bold**`, `*italic*` or `_italic_`, `[label](https://…)`, lines that begin with `- ` or
 * `1. `, line breaks, and a blank line between paragraphs; `\` before a sign takes its meaning away. Anything else is text.
 * A link that leads to no web, mail or phone address is its label. Total.
 */
export function parseRichText(text: string): Block[] {
  const blocks: { kind: Block['kind']; lines: Inline[][] }[] = []
  let open: Block['kind'] | undefined
  for (const line of text.split('\n')) {
    const [, mark, item] = /^\s*([-*]|\d{1,3}[.)])\s+(.*)$/.exec(line) ?? []
    if (!line.trim()) {
      open = undefined
      continue
    }
    const kind = mark === undefined ? 'paragraph' : /\d/.test(mark) ? 'numbers' : 'list'
    if (kind !== open) blocks.push({ kind, lines: [] })
    open = kind
    blocks.at(-1)?.lines.push(parseLine(item ?? line.trim()))
  }
  return blocks
}

/** Whether a text holds any markup, so that it must be read before it is shown. */
export function isRichText(text: string): boolean {
  return /[*_[\\\n]|^\s*(-|\d+[.)]) /.test(text)
}

/** The words without their markup, for places that show text only. Lines stay lines. */
export function plainText(text: string): string {
  if (!isRichText(text)) return text
  return parseRichText(text)
    .map(({ lines }) => lines.map(wordsOf).join('\n'))
    .join('\n')
}

/** A text as a heading, with what does not fit into one after it: a heading is one paragraph. */
export function splitHeading(text: string): {
  readonly heading: readonly (readonly Inline[])[]
  readonly rest: Block[]
} {
  const [first, ...rest] = parseRichText(text)
  return first?.kind === 'paragraph' ? { heading: first.lines, rest } : { heading: [[plainText(text)]], rest: [] }
}

/** A web, mail or phone address; anything else (`javascript:`, `data:`, …) is none. */
export function linkUrl(url: string): string | undefined {
  return URL.canParse(url) && /^(https?|mailto|tel):$/.test(new URL(url).protocol) ? url : undefined
}

/** How deep bold in italic in a link is read. */
const DEPTH = 4

// What `fill` puts in stays whole, then an escaped sign, bold, italic, a link.
const MARK =
  /\{\{[^{}]*\}\}|\\([*_[\]\\-])|\*\*(?=\S)(.*?\S)\*\*(?!\*)|\*(?=[^\s*])(.*?[^\s*])\*(?!\*)|(?<!\w)_(?=\S)(.*?\S)_(?!\w)|\[([^[\]]+)\]\(((?:[^()\s]|\([^()\s]*\))+)\)/g

function parseLine(text: string, depth = 0): Inline[] {
  if (depth === DEPTH) return [text]
  const parts: Inline[] = []
  let after = 0
  const add = (part: Inline) => {
    const last = parts.at(-1)
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part
    else if (part !== '') parts.push(part)
  }
  for (const match of text.matchAll(MARK)) {
    const [all, escaped, bold, starred, underlined, label, url] = match
    add(text.slice(after, match.index))
    after = match.index + all.length
    const italic = starred ?? underlined
    if (escaped !== undefined) add(escaped)
    else if (bold !== undefined) add({ kind: 'bold', parts: parseLine(bold, depth + 1) })
    else if (italic !== undefined) add({ kind: 'italic', parts: parseLine(italic, depth + 1) })
    else if (label === undefined || url === undefined) add(all)
    else {
      const inner = parseLine(label, depth + 1)
      if (linkUrl(url)) add({ kind: 'link', url, parts: inner })
      else for (const part of inner) add(part)
    }
  }
  add(text.slice(after))
  return parts
}

function wordsOf(parts: readonly Inline[]): string {
  return parts.map(part => (typeof part === 'string' ? part : wordsOf(part.parts))).join('')
}

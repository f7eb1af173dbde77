import { matchesGlob } from '#flows/condition.ts'
import { withoutEndSlash } from '../scoring/distinct.ts'
import type { ContentItem } from './content-item.ts'

/** A list made ready to be asked with every act: what is written out by name, patterns one after another. */
interface Ready {
  /** Place in the list by pattern, in lower case. */
  readonly named: ReadonlyMap<string, number>
  readonly globs: readonly { readonly pattern: string; readonly index: number }[]
}

type Lists = Readonly<Record<ContentItem['on'], Ready>>

// By list: it stays the same one for as long as it is remembered.
const lists = new WeakMap<readonly ContentItem[], Lists>()

/** Place in the list of the first item that names this page or file, or -1. */
export function indexOfContent(items: readonly ContentItem[], on: ContentItem['on'], place: string): number {
  if (items.length === 0) return -1
  const ready = lists.get(items) ?? { page: readyOf(items, 'page'), file: readyOf(items, 'file') }
  lists.set(items, ready)
  const { named, globs } = ready[on]
  const names = on === 'page' ? namesOfPage(place) : namesOfFile(place)
  const exact = Math.min(...names.map(name => named.get(name) ?? Infinity))
  const glob = globs.find(({ pattern, index }) => index > exact || names.some(name => matchesGlob(pattern, name)))
  const first = Math.min(exact, glob?.index ?? Infinity)
  return first === Infinity ? -1 : first
}

function readyOf(items: readonly ContentItem[], on: ContentItem['on']): Ready {
  const named = new Map<string, number>()
  const globs: { pattern: string; index: number }[] = []
  for (const [index, item] of items.entries()) {
    if (item.on !== on) continue
    const pattern = item.pattern.toLowerCase()
    if (pattern.includes('*')) globs.push({ pattern, index })
    else if (!named.has(pattern)) named.set(pattern, index)
  }
  return { named, globs }
}

/** A page by its path, with and without the slash at its end. */
function namesOfPage(path: string): readonly string[] {
  const name = readable(path)
  const short = withoutEndSlash(name)
  return short === name ? [name] : [short, name]
}

/** A file by its path or by its name alone. */
function namesOfFile(file: string): readonly string[] {
  const path = readable(file.split(/[?#]/, 1)[0] ?? '')
  return [path, path.slice(path.lastIndexOf('/') + 1)]
}

/** `/Mein%20E-Book.pdf` as a marketer writes it. */
function readable(path: string): string {
  try {
    return decodeURI(path).toLowerCase()
  } catch {
    return path.toLowerCase() // a page may write its addresses wrongly
  }
}

import { z } from 'zod'
import type { BehaviorFact } from '../scoring/behavior.ts'
import { CONTENT_KIND_IDS, CONTENT_KINDS } from './content-kinds.ts'
import { indexOfContent } from './find-content.ts'

export const MOST_CONTENT = 500

/** One piece of content of the company's own site, or several that one pattern names. */
export const contentItem = z
  .strictObject({
    on: z.enum(['page', 'file']),
    /** Path of the page, or path or name of the file; `*` stands for any run of characters. Capitals do not matter. */
    pattern: z.string().trim().min(1).max(300),
    kind: z.enum(CONTENT_KIND_IDS),
    /** What people of sales read; left out = the page's own title, or the file. */
    title: z.string().trim().min(1).max(200).optional(),
  })
  .readonly()

/** In order: the first that fits counts. */
export const contentItems = z.array(contentItem).max(MOST_CONTENT).readonly()

export type ContentItem = z.output<typeof contentItem>

/**
 * An act on the site as what it was about. A look at a page stays one and goes by the other name too (`content`); a download
 * becomes the other, so that no rule gives points for it twice, and goes by `content_downloaded` too. An act of no known
 * content comes back as it was.
 */
export function asContent(items: readonly ContentItem[], act: BehaviorFact): BehaviorFact {
  if (items.length === 0) return act
  if (act.type === 'page_viewed') {
    const item = items[indexOfContent(items, 'page', act.path)]
    return item ? { ...titled(act, item), content: CONTENT_KINDS[item.kind].page } : act
  }
  if (act.type === 'downloaded' && act.file !== undefined) {
    const item = items[indexOfContent(items, 'file', act.file)]
    const type = item && CONTENT_KINDS[item.kind].file
    return item && type ? { ...titled(act, item), type, content: 'content_downloaded' } : act
  }
  return act
}

function titled(act: BehaviorFact, { kind, title = act.title }: ContentItem): BehaviorFact {
  const told = { content: kind, ...(title !== undefined && { title }) }
  return { ...act, ...(title !== undefined && { title }), properties: { ...act.properties, ...told } }
}

import type { EventTypeSlug } from '../scoring/event-types.ts'

interface ContentKind {
  /** What a marketer picks from a list. */
  readonly label: string
  /** What looking at its page is, and what taking its file is, by the catalogue of event types. */
  readonly page: EventTypeSlug
  readonly file: EventTypeSlug
}

/** What a page or a file of the company's own site can be, by slug. */
export const CONTENT_KINDS = {
  ebook: { label: 'E-book', page: 'content_seen', file: 'ebook_downloaded' },
  checklist: { label: 'Checklist', page: 'content_seen', file: 'checklist_downloaded' },
  infographic: { label: 'Infographic', page: 'infographic_seen', file: 'infographic_downloaded' },
  white_paper: { label: 'White paper', page: 'content_seen', file: 'white_paper_downloaded' },
  // Whoever takes it home reads it there.
  case_study: { label: 'Case study', page: 'case_study_read', file: 'case_study_read' },
  article: { label: 'Article', page: 'article_read', file: 'content_downloaded' },
  webinar: { label: 'Webinar', page: 'webinar_page_seen', file: 'content_downloaded' },
  price_list: { label: 'Price list', page: 'price_list_seen', file: 'price_list_downloaded' },
  other: { label: 'Something else worth reading', page: 'content_seen', file: 'content_downloaded' },
} as const satisfies Readonly<Record<string, ContentKind>>

export type ContentKindId = keyof typeof CONTENT_KINDS

export const CONTENT_KIND_IDS = Object.keys(CONTENT_KINDS) as [ContentKindId, ...ContentKindId[]] // its keys, and there is one

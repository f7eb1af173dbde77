import type { ContentItem } from '../../content/content-item.ts'
import type { ContentKindId } from '../../content/content-kinds.ts'
import type { SeenContent } from '../../content/seen-content.ts'

export type { ContentItem } from '../../content/content-item.ts'
export type { ContentKindId } from '../../content/content-kinds.ts'
export type { SeenContent } from '../../content/seen-content.ts'

/** GET /api/content */
export interface ContentState {
  /** Of the list as it was read: given back with the next save. */
  readonly version: number
  /** In order: the first that fits counts. */
  readonly items: readonly ContentItem[]
  /** How often each item was looked at lately, by its place in the list. */
  readonly times: readonly number[]
  /** What visitors of late looked at and no item names. */
  readonly unnamed: readonly SeenContent[]
  readonly kinds: readonly {
    readonly id: ContentKindId
    readonly label: string
    /** What looking at its page and taking its file is called, in words. */
    readonly page: string
    readonly file: string
  }[]
}

/** PUT /api/content → ContentState; 409 `draft_changed` when somebody else saved since `version`. */
export interface SaveContentRequest {
  readonly version: number
  readonly items: readonly ContentItem[]
}

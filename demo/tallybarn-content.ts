import type { ContentItem } from '#server/content/content-item.ts'

/** What Tallybarn's pages and files are. */
export const tallybarnContent: readonly ContentItem[] = [
  { on: 'page', pattern: '/customers/*', kind: 'case_study', title: 'Counting a cold store' },
  { on: 'page', pattern: '/blog/cycle-count-checklist', kind: 'article' },
  { on: 'page', pattern: '/lp/stock-count', kind: 'other', title: 'Stock count without closing' },
  { on: 'file', pattern: 'cycle-count-checklist.*', kind: 'checklist', title: 'Cycle-count checklist' },
  { on: 'file', pattern: 'count-sheet.csv', kind: 'other', title: 'Blank count sheet' },
]

import { expect, test, vi } from 'vitest'
import { asContent, type ContentItem } from '#server/content/content-item.ts'
import { withoutEchoes } from '#server/leads/told-twice.ts'
import type { BehaviorFact } from '#server/scoring/behavior.ts'
import cases from './cases/content-items.json' with { type: 'json' }

interface Case {
  readonly title: string
  readonly items: readonly ContentItem[]
  readonly act: Partial<BehaviorFact>
  readonly becomes: Partial<BehaviorFact>
}

const DO = { id: 'a', type: 'page_viewed', path: '/', at: 0 } as const

test.each(cases as unknown as Case[])('$title', ({ items, act, becomes }) => {
  // as: JSON imports widen slugs to text
  expect(asContent(items, { ...DO, ...act })).toEqual({ ...DO, ...act, ...becomes })
})

test('the first that fits counts, written out or by a pattern', () => {
  const named = (pattern: string, title: string): ContentItem => ({ on: 'page', pattern, kind: 'article', title })
  const both = [named('/Blog/*', 'any'), named('/blog/cold-stores', 'this')]
  const act = { ...DO, path: '/blog/Cold-Stores/' }
  expect(asContent(both, act).title).toBe('any')
  expect(asContent(both.toReversed(), act).title).toBe('this')
})

test('an address is read once for each act, however long the list is', () => {
  const items = Array.from({ length: 500 }, (_, index): ContentItem => {
    return { on: 'page', pattern: `/guides/${index}-*`, kind: 'article' }
  })
  const read = vi.spyOn(globalThis, 'decodeURI')
  expect(asContent(items, { ...DO, path: '/guides/499-cold' })).toMatchObject({ content: expect.any(String) })
  expect(read).toHaveBeenCalledTimes(1)
  read.mockRestore()
})

const minutes = (count: number) => count * 60_000
const download = (id: string, file: string, at: number): BehaviorFact => ({ ...DO, id, type: 'downloaded', file, at })
const told = (id: string, at: number, file?: string): BehaviorFact => {
  return { ...DO, id, type: 'ebook_downloaded', title: 'Counting', ...(file && { file }), at }
}

test('a download that another system tells more of counts as what that one says', () => {
  const acts = [download('site', '/files/Guide.pdf?v=2', 0), told('mailer', minutes(600), 'guide.pdf')]
  expect(withoutEchoes(acts).map(({ id }) => id)).toEqual(['mailer'])
})

test('told without a file it is the same one only at the same time', () => {
  const acts = [download('then', 'a.pdf', 0), download('now', 'b.pdf', minutes(60)), told('mailer', minutes(62))]
  expect(withoutEchoes(acts).map(({ id }) => id)).toEqual(['then', 'mailer'])
})

test('what the site itself names leaves other downloads alone', () => {
  const known: BehaviorFact = { ...told('site', 0), content: 'content_downloaded' }
  expect(withoutEchoes([download('other', 'b.pdf', 0), known])).toHaveLength(2)
})

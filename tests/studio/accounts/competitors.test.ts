import { afterEach, expect, test, vi } from 'vitest'
import type { SavedCompetitors } from '#server/http/api-type.ts'
import { nameCompetitor } from '#studio/accounts/competitors.ts'

afterEach(() => vi.unstubAllGlobals())

const answering = (answer: () => Response) => vi.stubGlobal('fetch', async () => answer())
const saved = (part: Partial<SavedCompetitors>) => Response.json({ added: [], same: [], problems: [], ...part })

test('a company that could not be put on the list is told with why', async () => {
  answering(() => saved({ problems: [{ given: 'rival.example', problem: 'list_full' }] }))
  expect(await nameCompetitor('rival.example')).toEqual({ ok: false, why: 'the list is full at 1,000 companies' })
})

test('a request that fails is a reason, no exception', async () => {
  answering(() => Response.json({ code: 'store_busy', status: 503, title: 'The service is busy.' }, { status: 503 }))
  expect(await nameCompetitor('rival.example')).toEqual({ ok: false, why: 'The service is busy.' })
})

test('only a line that is new is named to be taken back', async () => {
  answering(() => saved({ same: ['rival.example'] }))
  expect(await nameCompetitor('rival.example')).toEqual({ ok: true, added: [] })
})

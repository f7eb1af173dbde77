import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { loadLeads, loadMore, page, rows } from '#studio/leads/leads-list.ts'

let answers: Map<string, (leads: readonly string[], next: string | null) => void>

beforeEach(() => {
  answers = new Map()
  vi.stubGlobal('fetch', (path: string) => {
    return new Promise<Response>(resolve => {
      answers.set(path, (leads, next) => resolve(Response.json({ leads: leads.map(id => ({ id })), next })))
    })
  })
})
afterEach(() => {
  page.value = null
  vi.unstubAllGlobals()
})

const ids = () => rows.value.map(({ id }) => id)

test('more of a list that was filtered otherwise meanwhile is not mixed into it', async () => {
  const first = loadLeads({})
  answers.get('/api/leads')?.(['a'], 'next')
  await first
  const more = loadMore()
  const hot = loadLeads({ temperature: 'hot' })
  answers.get('/api/leads?temperature=hot')?.(['h'], null)
  await hot
  answers.get('/api/leads?cursor=next')?.(['b'], null)
  await more
  expect(ids()).toEqual(['h'])
})

test('two presses on more add it once, to the list as it is by then', async () => {
  const first = loadLeads({})
  answers.get('/api/leads')?.(['a', 'z'], 'next')
  await first
  const once = loadMore()
  const answerOnce = answers.get('/api/leads?cursor=next')
  const twice = loadMore()
  if (page.value) page.value = { ...page.value, leads: page.value.leads.slice(0, 1) }
  answerOnce?.(['b'], 'later')
  await once
  answers.get('/api/leads?cursor=next')?.(['b'], 'later')
  await twice
  expect(ids()).toEqual(['a', 'b'])
  expect(page.value?.next).toBe('later')
})

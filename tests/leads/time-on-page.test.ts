import { expect, test } from 'vitest'
import { timelineOf } from '#server/leads/card-timeline.ts'
import { toBehaviorFacts } from '#server/leads/lead-behavior.ts'
import type { BehaviorEventTable } from '#server/store/activity-tables.ts'

const AT = Date.UTC(2026, 10, 22)

function act(id: string, type: string, body: object, seconds = 0): BehaviorEventTable {
  const at = AT + seconds * 1000
  const of = { workspace_id: 'w', visitor_id: 'v', session_id: 's' }
  return { ...of, id, type, path: '/pricing', body_json: JSON.stringify(body), at, received_at: at }
}

test('a page on the lead card has all the seconds it was in view, and the deepest it was seen', () => {
  const timeline = timelineOf(
    [],
    [
      act('p1', 'page_viewed', { title: 'Pricing' }),
      act('l1', 'page_left', { view: 'p1', seconds: 12, scrolled: 80 }, 12),
      act('l2', 'page_left', { view: 'p1', seconds: 30, scrolled: 60 }, 90),
      act('l3', 'page_left', { view: 'unknown', seconds: 5, scrolled: 5 }, 95),
      act('p2', 'page_viewed', { title: 'Demo' }, 100),
    ],
  )
  expect(timeline).toMatchObject([
    { kind: 'page', title: 'Pricing', seconds: 42, scrolled: 80 },
    { kind: 'page', title: 'Demo', seconds: null },
  ])
})

test('time on a page is no act of its own: it is told of the page', () => {
  const at = { at: AT, path: '/pricing' }
  const facts = toBehaviorFacts({
    visitorId: 'v',
    events: [
      { ...at, id: 'p1', type: 'page_viewed', title: 'Pricing' },
      { ...at, id: 'l1', type: 'page_left', view: 'p1', seconds: 12, scrolled: 80 },
      { ...at, id: 'l2', type: 'page_left', view: 'p1', seconds: 30, scrolled: 60 },
      { ...at, id: 'p2', type: 'page_viewed' },
    ],
    receivedAt: AT,
    content: [],
  })
  expect(facts).toMatchObject([{ type: 'page_viewed', seconds: 42, scrolled: 80 }, { type: 'page_viewed' }])
  expect(facts[1]).not.toHaveProperty('seconds')
})

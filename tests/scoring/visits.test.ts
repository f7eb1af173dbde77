import { expect, test } from 'vitest'
import type { BehaviorFact } from '#server/scoring/behavior.ts'
import { onSite } from '#server/scoring/visits.ts'

const act = (id: string, type: string): BehaviorFact => ({ id, type, path: '/', at: 0 })

test.each(['form_submitted', 'meeting_booked', 'demo_requested'])('a conversation on the site is a visit: %s', type => {
  expect(onSite([act(`visitor-1:${type}:session`, type)])).toHaveLength(1)
  expect(onSite([act(`activity:crm:${type}`, type)])).toEqual([])
})

test('a page is a visit whoever tells of it, a mail is none', () => {
  const acts = [
    act('activity:shop:1', 'page_viewed'),
    act('visitor-1:2', 'page_viewed'),
    act('activity:m:3', 'email_opened'),
  ]
  expect(onSite(acts).map(({ id }) => id)).toEqual(['activity:shop:1', 'visitor-1:2'])
})

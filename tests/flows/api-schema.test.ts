import { describe, expect, test } from 'vitest'
import { appendEventsRequest, behaviorRequest, createSessionRequest, exposuresRequest } from '#flows/api-schema.ts'
import { CONTEXT } from '../support/random-flow.ts'

const answered = { seq: 1, at: 1, type: 'answered', step: 'q_role', value: 'head' }
const created = {
  site: 'site',
  release: 'release',
  visitor: 'visitor-0123456789',
  key: 'key-0123456789abcdef',
  context: CONTEXT,
  dwell: 1200,
  events: [answered],
}

describe('a request to begin a session', () => {
  test('is let through as it is', () => {
    expect(createSessionRequest.parse(created)).toEqual(created)
  })

  test.each<[string, object]>([
    ['a score', { score: 100 }],
    ['an owner', { ownerId: 'ann' }],
    ['a short visitor id', { visitor: 'ann' }],
    ['a visitor id that hashes differently elsewhere', { visitor: 'visitor-0123456789-Zoë' }],
    ['a context with more than its parts', { context: { ...CONTEXT, country: 'DE' } }],
    ['an unheard-of shape', { context: { ...CONTEXT, shape: 'popup' } }],
    [
      'a decision of the server',
      { events: [{ seq: 1, at: 1, type: 'decided', step: 'route', outcome: 'sales', by: 'server' }] },
    ],
    ['an event of no type', { events: [{ seq: 1, at: 1, type: 'won' }] }],
    ['an event without a number', { events: [{ ...answered, seq: undefined }] }],
    ['an event numbered 0', { events: [{ ...answered, seq: 0 }] }],
    ['an answer that is an object', { events: [{ ...answered, value: { id: 'head' } }] }],
    ['an answer that JSON cannot hold', { events: [{ ...answered, value: Number.NaN }] }],
    ['a score beside an answer', { events: [{ ...answered, score: 5 }] }],
    ['a time of no clock', { events: [{ ...answered, at: 1.5 }] }],
  ])('with %s is refused', (_what, change) => {
    expect(createSessionRequest.safeParse({ ...created, ...change }).success).toBe(false)
  })
})

test('events may carry the token with them, for a beacon cannot set headers', () => {
  const fallback = { seq: 2, at: 2, type: 'decided', step: 'route', outcome: 'fallback', by: 'fallback' }
  expect(appendEventsRequest.safeParse({ token: 't', events: [answered, fallback] }).success).toBe(true)
  expect(appendEventsRequest.safeParse({ events: [answered], session: 's' }).success).toBe(false)
})

test('behaviour is pages, downloads and custom events', () => {
  const event = { id: 'e1', at: 1, path: '/pricing' }
  const events = [
    { ...event, type: 'page_viewed', title: 'Pricing', seconds: 12.5 },
    { ...event, type: 'downloaded', file: '/a.pdf' },
    { ...event, type: 'custom', name: 'calculator' },
  ]
  expect(behaviorRequest.safeParse({ session: 's', events }).success).toBe(true)
  expect(
    behaviorRequest.safeParse({ session: 's', events: [{ ...event, type: 'page_viewed', points: 5 }] }).success,
  ).toBe(false)
})

test('an exposure names experiment, version and variant', () => {
  const exposure = { experiment: 'teaser', version: 1, variant: 'b', at: 1 }
  const request = { site: 's', release: 'r', visitor: 'visitor-0123456789', exposures: [exposure] }
  expect(exposuresRequest.safeParse(request).success).toBe(true)
  expect(exposuresRequest.safeParse({ ...request, exposures: [] }).success).toBe(false)
})

import { expect, it } from 'vitest'
import type { Routing } from '#server/http/api-type.ts'
import { defaultRouting } from '#server/routing/default-routing.ts'
import { previewDecision, previewFlow } from '#studio/flows/preview/preview-talk.ts'
import { sampleFlow } from './sample-flow.ts'

const ann = { id: 'ann', name: 'Ann Bee', email: 'ann@acme.example', bookingUrl: 'https://calendar.example.com/ann' }
const bo = { id: 'bo', name: 'Bo Berg', title: 'Sales', email: 'bo@acme.example' }

it('a preview begins at the open step and shows the chosen wording', () => {
  const flow = previewFlow(sampleFlow, { from: 'q_size', variants: {} })
  expect(flow.steps[0]?.id).toBe('q_size')
  expect(previewFlow(sampleFlow, { from: null, variants: { opener: 'b' } }).steps[0]).toMatchObject({
    text: 'Hi there.',
  })
})

it('a preview of a step that is gone begins at the start', () => {
  expect(previewFlow(sampleFlow, { from: 'gone', variants: {} }).steps).toHaveLength(sampleFlow.steps.length)
})

it('a decision for sales brings the first person who gets such leads', () => {
  const alone = defaultRouting({ owner: ann })
  const routing: Routing = {
    ...alone,
    people: [ann, bo],
    teams: [{ id: 'team', name: 'Team', members: [{ person: 'bo', weight: 1 }] }],
    rules: [{ id: 'hot', name: 'Hot', when: { all: [] }, outcome: 'sales', assign: { team: 'team' } }],
  }
  const place = { step: 'route', after: 3 }
  expect(previewDecision(routing, place, 'sales').offer).toEqual({ owner: { name: 'Bo Berg', title: 'Sales' } })
  expect(previewDecision(alone, place, 'sales').offer).toMatchObject({ bookingUrl: ann.bookingUrl })
  expect(previewDecision(alone, place, 'trial')).toEqual({ ...place, outcome: 'trial' })
})

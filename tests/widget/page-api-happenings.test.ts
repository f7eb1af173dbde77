import { expect, test } from 'vitest'
import type { Decision, SessionContext, SessionEvent, SessionEventBody } from '#flows/api.ts'
import { publicFlow } from '#flows/locale.ts'
import { createPlayer } from '#flows/play.ts'
import { templates } from '#flows/templates/index.ts'
import { answered, CONTEXT, HOT_ANSWERS, numbered } from '#tests/support/conversation.ts'
import { happeningsOf, NOTHING_TOLD } from '#widget/page-api/happenings.ts'
import { type Talk, takeUp } from '#widget/talk.ts'

const flow = templates.find(({ id }) => id === 'pricing')?.flow
if (!flow) throw new Error('There is no pricing template.')
const player = createPlayer(publicFlow(flow, 'en'))

function talkOf(log: readonly SessionEvent[], decisions: readonly Decision[] = []): Talk {
  const visit: SessionContext = { ...CONTEXT }
  return takeUp({ player, visit, now: () => 0, log, decisions, acknowledged: 0 })
}

const namesOf = (talk: Talk, told = NOTHING_TOLD, since = 0) =>
  happeningsOf(talk, told, since).happenings.map(({ name }) => name)

const BOOKED: SessionEventBody = { type: 'booked', step: 'book' }

test('a conversation to the end is told in the order it went', () => {
  const log = answered(HOT_ANSWERS)
  const after = log.length
  const talk = talkOf([...log, ...numbered([BOOKED], after + 1)], [{ step: 'route', after, outcome: 'sales' }])
  const names = namesOf(talk)
  expect(names.slice(0, 2)).toEqual(['started', 'answered'])
  expect(names.filter(name => name === 'answered')).toHaveLength(Object.keys(HOT_ANSWERS).length)
  expect(names).toContain('booked')
  expect(names).toContain('qualified')
  expect(names.at(-1)).toBe('completed')
})

test('an answer is told with its step and field, and its value where it was picked', () => {
  const { happenings } = happeningsOf(talkOf(answered(HOT_ANSWERS)), NOTHING_TOLD, 0)
  const details = happenings.flatMap(({ name, detail }) => (name === 'answered' ? [detail] : []))
  expect(details).toContainEqual({ step: 'q_size', field: 'size', value: 's50_500' })
  expect(details).toContainEqual({ step: 'q_email', field: 'email' })
  expect(details).toContainEqual({ step: 'q_contact', field: 'contact_ok' })
  expect(JSON.stringify(details)).not.toMatch(/Ida|nordvik/)
})

test('what was told is not told again, and an answer changed later is', () => {
  const talk = talkOf(answered({ q_need: 'spreadsheets', q_size: 's50_500' }))
  const first = happeningsOf(talk, NOTHING_TOLD, 0)
  expect(namesOf(talk, first.told)).toEqual([])
  const changed = [...talk.log, ...answered({ q_need: 'many_sites' }, talk.log.length + 1)]
  expect(namesOf(talkOf(changed), first.told)).toEqual(['answered'])
})

test('what happened on an earlier page is not told on this one', () => {
  const log = answered({ q_need: 'spreadsheets', q_size: 's50_500' })
  const [, second] = log
  const { happenings } = happeningsOf(talkOf(log), NOTHING_TOLD, second?.at ?? 0)
  expect(happenings.map(({ name, detail }) => [name, detail])).toEqual([
    ['answered', { step: 'q_size', field: 'size', value: 's50_500' }],
  ])
})

test('a conversation begun anew is told anew; one that was wound back is not', () => {
  const log = answered({ q_need: 'spreadsheets', q_size: 's50_500' })
  const { told } = happeningsOf(talkOf(log), NOTHING_TOLD, 0)
  expect(namesOf(talkOf(log.slice(0, 1)), told)).toEqual([])
  const later = answered({ q_need: 'many_sites' }).map(event => ({ ...event, at: event.at + 60_000 }))
  expect(namesOf(talkOf(later), told)).toEqual(['started', 'answered'])
})

test('a decision for another way is no qualification', () => {
  const log = answered(HOT_ANSWERS)
  const talk = talkOf(log, [{ step: 'route', after: log.length, outcome: 'nurture' }])
  expect(namesOf(talk)).not.toContain('qualified')
})

import { describe, expect, test } from 'vitest'
import { presets } from '#server/scoring/presets/index.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { asked, OPEN } from './asked-what-if.ts'
import { NOW } from './history.ts'

const DAY = 86_400_000

describe('what would change a score', () => {
  test('an open answer that makes the lead hot comes first, with what it would come to', () => {
    const { up, next } = asked({ answers: OPEN })
    expect(next).toEqual({ line: { to: 'hot' }, score: 11, fit: 0 })
    expect(up[0]).toEqual({
      what: 'answer',
      id: 'budget:b24k',
      acts: 0,
      by: null,
      also: [],
      reason: 'Yearly budget: $24k+',
      open: true,
      points: 15,
      score: 64,
      passes: { to: 'hot' },
    })
  })

  test('an act that makes the lead hot is told in the words of its rule', () => {
    const { up } = asked({ answers: { ...OPEN, budget: 'not_set' } })
    expect(up.find(({ what }) => what === 'act')).toMatchObject({
      reason: 'Asked for a demo',
      points: 12,
      passes: { to: 'hot' },
    })
  })

  test('an act that has faded is worth what it would bring back', () => {
    const { up } = asked({ answers: OPEN, acts: [{ type: 'page_viewed', path: '/pricing', days: 30 }] })
    expect(up.map(({ reason, points }) => [reason, points])).toContainEqual(['Asked for a demo', 12])
    const all = asked({ answers: OPEN, acts: [{ type: 'demo_requested', days: 30 }] })
    expect(all.up.find(({ reason }) => reason === 'Asked for a demo')?.points).toBe(6)
  })

  test('an answer that would take the lead out is among what lowers it', () => {
    const { down } = asked({ answers: OPEN })
    expect(down).toContainEqual(
      expect.objectContaining({ reason: 'Role: Student or researcher', passes: { to: 'disqualified' } }),
    )
  })

  test('says when the lead cools if nothing happens', () => {
    const { cools, down } = asked({
      answers: { ...OPEN, budget: 'not_set' },
      acts: [{ type: 'demo_requested', days: 0 }],
    })
    // 53 + 12 = 65: with 6.5 left after 27 days it is 60 for the last time.
    expect(cools?.to).toBe('warm')
    expect(cools?.at).toBeGreaterThan(NOW + 20 * DAY)
    expect(cools?.at).toBeLessThan(NOW + 30 * DAY)
    expect(down.length).toBeGreaterThan(0)
  })

  test('the most cannot be passed: with the cap reached no act lifts the lead', () => {
    const model: ScoreModel = { ...presets.bant, engagement: { ...presets.bant.engagement, cap: 5 } }
    const { up } = asked({ model, answers: OPEN, acts: [{ type: 'page_viewed', path: '/pricing', days: 0 }] })
    expect(up.filter(({ what }) => what === 'act')).toEqual([])
  })

  test('a lead that is out has nothing to win', () => {
    expect(asked({ answers: { ...OPEN, role: 'student' } })).toEqual({
      next: null,
      up: [],
      down: [],
      due: [],
      cools: null,
    })
  })

  test('a line with a name of its own is the next one where it is nearest', () => {
    const { global } = presets
    const acts = [
      { type: 'demo_requested', days: 1 },
      { type: 'page_viewed', path: '/pricing', days: 1 },
      { type: 'page_viewed', path: '/demo', days: 1 },
    ]
    const { next, up } = asked({ model: global, answers: { size: 's50_500' }, acts })
    expect(next).toEqual({ line: { to: 'milestone', label: 'Invite to a demo' }, score: 5, fit: 0 })
    expect(up[0]?.passes).toEqual({ to: 'milestone', label: 'Invite to a demo' })
  })
})

import { describe, expect, test } from 'vitest'
import type { Facts } from '#flows/condition.ts'
import type { Answer, Field, Flow } from '#flows/flow.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { scoreLead } from '#server/scoring/score.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { whatIf } from '#server/scoring/what-if.ts'
import { answered, bantFields, labelOf } from './bant-fields.ts'
import { daysAgo, NOW, toEvents, type WrittenAct } from './history.ts'
import { modelOf } from './models.ts'

const DAY = 86_400_000
/** 10 + 15 + 12 + 12 = 49 of fit; the budget is open. */
const OPEN = { need: 'many_sites', size: 's50_500', role: 'head', timeline: 'quarter' }

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

  test('an act also brings what goes with it, in one number', () => {
    const { up } = asked({ answers: OPEN, acts: [{ type: 'page_viewed', path: '/', days: 3 }] })
    expect(up.find(({ id }) => id === 'pricing_page')).toMatchObject({
      points: 9,
      acts: 1,
      also: ['Came back within a week'],
    })
  })

  test('a penalty for what was left falls away once it is done, in the words of what to do', () => {
    const rule = { ...left, orWithout: [{ event: 'ebook_downloaded' }] }
    const { up } = asked({
      model: modelOf({ engagement: [rule] }),
      answers: {},
      acts: [{ type: 'content_seen', days: 9 }],
    })
    expect(up).toMatchObject([
      { what: 'lift', reason: 'Saw the guide and left it', by: 'File downloaded: guide*.pdf', points: 5, score: 0 },
    ])
  })

  test('a penalty that is not due yet is told with its day, and is nothing to lift', () => {
    const { up, due } = asked({
      model: modelOf({ engagement: [left] }),
      answers: {},
      acts: [{ type: 'content_seen', days: 3 }],
    })
    expect(up).toEqual([])
    expect(due).toEqual([{ id: 'left', reason: 'Saw the guide and left it', points: -5, at: NOW + 4 * DAY }])
  })

  test('silence ends with any sign of life', () => {
    const { up } = asked({ answers: OPEN, acts: [{ type: 'downloaded', days: 61 }], silentDays: 61 })
    expect(up).toContainEqual(
      expect.objectContaining({ what: 'lift', reason: 'Nothing heard for 60 days', by: null, points: 10 }),
    )
  })

  test('of a number of acts as many are told as are missing', () => {
    const three = {
      id: 'three',
      kind: 'count',
      event: 'downloaded',
      atLeast: 3,
      points: 6,
      reason: 'Three files',
    } as const
    const model = modelOf({ engagement: [three] })
    const one: WrittenAct = { type: 'downloaded', days: 2 }
    expect(asked({ model, answers: {}, acts: [one] }).up).toMatchObject([{ what: 'act', acts: 2, points: 6 }])
    expect(asked({ model, answers: {}, acts: [one, one, one] }).up).toEqual([])
    const eleven = modelOf({ engagement: [{ ...three, atLeast: 11 }] })
    expect(asked({ model: eleven, answers: {} }).up).toEqual([])
  })

  test('of speed the fewest acts that count are told', () => {
    const steps = [
      { withinDays: 1, points: 9 },
      { withinDays: 7, points: 4 },
    ]
    const model = modelOf({
      engagement: [
        { id: 'fast', kind: 'velocity', event: 'page_viewed', atLeast: 3, steps, reason: 'Three pages fast' },
      ],
    })
    const acts = [2, 3].map(days => ({ type: 'page_viewed', days }))
    expect(asked({ model, answers: {}, acts }).up).toMatchObject([{ acts: 1, points: 4, reason: 'Three pages fast' }])
    expect(asked({ model, answers: {} }).up).toMatchObject([{ acts: 3, points: 9 }])
  })

  test('of an order the steps left are told', () => {
    const steps = [{ event: 'content_seen' }, { event: 'page_viewed', path: '*/pricing*' }]
    const model = modelOf({
      engagement: [{ id: 'run', kind: 'sequence', steps, points: 7, reason: 'Pricing after a guide' }],
    })
    expect(asked({ model, answers: {} }).up).toMatchObject([{ what: 'steps', acts: 2, points: 7 }])
    const begun = asked({ model, answers: {}, acts: [{ type: 'content_seen', days: 1 }] })
    expect(begun.up).toMatchObject([{ what: 'steps', acts: 1, points: 7 }])
  })

  test('a colleague, the priority list and the CRM count, for a lead of a company', () => {
    const model = modelOf({
      fit: [
        { id: 'two', kind: 'account', signal: 'people', points: 4, reason: 'Two of them came' },
        { id: 'list', kind: 'account', signal: 'priority', points: 8, reason: 'On the priority list' },
        { id: 'offer', kind: 'crm', signal: 'stage', stages: ['Proposal'], points: 6, reason: 'Has an offer' },
      ],
      engagement: [{ id: 'mate', kind: 'colleague', points: 5, reason: 'A colleague is a lead too' }],
    })
    expect(asked({ model, answers: {} }).up.map(({ what, id, points, also }) => [what, id, points, also])).toEqual([
      ['colleague', 'two', 9, ['A colleague is a lead too']],
      ['colleague', 'mate', 9, ['Two of them came']],
      ['priority', 'list', 8, []],
      ['crm', 'offer', 6, []],
    ])
    expect(asked({ model, answers: {}, belongsToCompany: false }).up.map(({ id }) => id)).toEqual(['offer'])
  })

  test('one option more of a list counts, up to as many as may be chosen', () => {
    const options = ['erp', 'crm', 'wms'].map(id => ({ id, label: id.toUpperCase() }))
    const tools: Field = { kind: 'multi_choice', options, max: 2 }
    const points = { erp: 5, crm: 2, wms: -3 }
    const model = modelOf({ fit: [{ id: 'tools', kind: 'options', fact: 'tools', label: 'Uses', points }] })
    const of = (chosen: readonly string[]) => asked({ model, answers: {}, facts: { tools: chosen }, fields: { tools } })
    expect(of(['crm']).up).toMatchObject([{ id: 'tools:erp', reason: 'Uses: erp', points: 5, open: false }])
    expect(of(['crm']).down).toMatchObject([{ id: 'tools:wms', points: -3 }])
    expect(of(['crm', 'wms']).up).toEqual([])
  })

  test('an act that settles a fact has the points of that fact too', () => {
    const event = 'email_unsubscribed'
    const model = modelOf({
      fit: [
        {
          id: 'gone',
          kind: 'when',
          when: { fact: 'email.unsubscribed', is: true },
          points: -9,
          reason: 'No mail wanted',
        },
      ],
      engagement: [{ id: 'left', kind: 'event', event, times: 'once', points: -3, reason: 'Unsubscribed' }],
    })
    expect(asked({ model, answers: {} }).down).toMatchObject([{ id: 'left', points: -12, also: ['No mail wanted'] }])
  })
})

const left = {
  id: 'left',
  kind: 'absence',
  seen: { event: 'content_seen' },
  without: { event: 'downloaded', file: 'guide*.pdf' },
  days: 7,
  points: -5,
  reason: 'Saw the guide and left it',
} as const

interface Asked {
  readonly model?: ScoreModel
  readonly answers: Readonly<Record<string, Answer>>
  readonly facts?: Facts
  readonly fields?: Flow['fields']
  readonly acts?: readonly WrittenAct[]
  readonly silentDays?: number
  readonly belongsToCompany?: boolean
}

function asked({ model = presets.bant, answers, facts = {}, fields = bantFields, acts = [], ...more }: Asked) {
  const { silentDays = 0, belongsToCompany = true } = more
  const input = {
    model,
    labels: labelOf,
    facts: { ...answered(answers), ...facts },
    events: toEvents(acts),
    colleagues: 0,
    lastActiveAt: daysAgo(silentDays),
    at: NOW,
  }
  const { entries } = scoreLead({ ...input, modelRevision: 'rev' })
  return whatIf({ ...input, fields, entries, belongsToCompany, requestedAt: NOW, completeness: () => 100 })
}

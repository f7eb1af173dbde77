import { describe, expect, test } from 'vitest'
import type { Field } from '#flows/flow.ts'
import { asked, OPEN } from './asked-what-if.ts'
import { NOW, type WrittenAct } from './history.ts'
import { modelOf } from './models.ts'

const DAY = 86_400_000

const left = {
  id: 'left',
  kind: 'absence',
  seen: { event: 'content_seen' },
  without: { event: 'downloaded', file: 'guide*.pdf' },
  days: 7,
  points: -5,
  reason: 'Saw the guide and left it',
} as const

describe('what would change a score, by kind of rule', () => {
  test('an act also brings what goes with it, in one number', () => {
    const { up } = asked({ answers: OPEN, acts: [{ type: 'page_viewed', path: '/', days: 3 }] })
    expect(up.find(({ id }) => id === 'pricing_page')).toMatchObject({
      points: 9,
      acts: 1,
      also: [{ reason: 'Came back within a week', points: 4, forNow: false }],
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

  test('a penalty that is put off only says so', () => {
    const again = {
      id: 'again',
      kind: 'event',
      event: 'content_seen',
      times: 'each',
      points: 1,
      reason: 'Saw it',
    } as const
    const model = modelOf({ engagement: [left, again] })
    const { up } = asked({ model, answers: {}, acts: [{ type: 'content_seen', days: 9 }] })
    expect(up.find(({ id }) => id === 'again')).toMatchObject({
      points: 6,
      also: [{ reason: 'Saw the guide and left it', points: 5, forNow: true }],
    })
    expect(up.find(({ id }) => id === 'left')).toMatchObject({ points: 5, also: [] })
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
    expect(
      asked({ model, answers: {} }).up.map(({ what, id, points, also }) => [
        what,
        id,
        points,
        also.map(({ reason }) => reason),
      ]),
    ).toEqual([
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
    expect(asked({ model, answers: {} }).down).toMatchObject([
      { id: 'left', points: -12, also: [{ reason: 'No mail wanted', points: -9 }] },
    ])
  })
})

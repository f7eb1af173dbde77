import { expect, it } from 'vitest'
import { conversionsOf, type LeadPast } from '#server/conversions/conversions-of.ts'
import type { PastMove } from '#server/conversions/past-moves.ts'
import type { Stage } from '#server/scoring/stage.ts'

const DAY_MS = 86_400_000
const CLICK = { name: 'gclid', value: 'Cj0-click', at: 1_000 } as const
const PAST: LeadPast = { lead: 'l1', moves: [], sentToSalesAt: null, outcomes: [], clicks: [CLICK] }
const WON = { id: 'd1', kind: 'won', amount: 100, currency: 'EUR', at: 8_000, receivedAt: 8_000 } as const

it('each step counts once, at its first time, and each deal that was won', () => {
  const moves = [made(1_000), rule(2_000, 'mql'), rule(3_000, 'hold'), rule(4_000, 'mql'), rule(5_000, 'sql')]
  const outcomes = [WON, { ...WON, id: 'd2', amount: null, currency: null, at: 9_000 }]
  const found = conversionsOf({ ...PAST, moves: [...moves, rule(9_000, 'customer')], outcomes })
  expect(found.map(({ id, at, value }) => [id, at, value])).toEqual([
    ['l1:qualified', 2_000, null],
    ['l1:sql', 5_000, null],
    ['l1:won:d1', 8_000, 100],
    ['l1:won:d2', 9_000, null],
  ])
})

it('what came further was qualified by then', () => {
  const won = { ...WON, at: 1_500 }
  expect(times({ moves: [made(1_000), rule(2_000, 'customer')], outcomes: [won] })).toEqual([
    ['l1:qualified', 1_500, null],
    ['l1:sql', 1_500, null],
    ['l1:won:d1', 1_500, null],
  ])
})

it('a conversion takes the newest click of each network before it', () => {
  const clicks = [
    CLICK,
    { ...CLICK, value: 'later', at: 2 * DAY_MS },
    { name: 'li_fat_id', value: 'li', at: 900 },
  ] as const
  const [qualified] = conversionsOf({ ...PAST, clicks, moves: [rule(2_000, 'mql')] })
  expect(qualified?.clicks.map(({ value }) => value)).toEqual(['Cj0-click', 'li'])
  expect(conversionsOf({ ...PAST, clicks: [], moves: [rule(2_000, 'mql')] })).toEqual([])
})

it('a move that was taken back stands with when, and counts anew when it comes again', () => {
  const back: PastMove[] = [
    byHand(3_000, 'mql', 'sal'),
    byHand(4_000, 'sal', 'sql'),
    { type: 'undone', at: 5_000, from: 'sql', to: 'sal' },
    { type: 'stage_changed', at: 5_000, from: 'sql', to: 'sal', undone: true },
  ]
  const moves = [made(1_000), rule(2_000, 'mql'), ...back]
  expect(times({ moves })).toEqual([
    ['l1:qualified', 2_000, null],
    ['l1:sql', 4_000, 5_000],
  ])
  expect(times({ moves: [...moves, byHand(6_000, 'sal', 'sql')] })).toEqual([
    ['l1:qualified', 2_000, null],
    ['l1:sql', 4_000, 5_000],
    ['l1:sql:2', 6_000, null],
  ])
})

it('a verdict that was taken back takes its move along', () => {
  const moves: PastMove[] = [
    made(1_000),
    { type: 'accepted', at: 2_000, from: 'lead', to: 'sal' },
    { type: 'stage_changed', at: 2_000, from: 'lead', to: 'sal', verdict: 'accepted' },
    { type: 'undone', at: 3_000, from: 'sal', to: 'lead' },
    { type: 'stage_changed', at: 3_000, from: 'sal', to: 'lead', undone: true },
  ]
  expect(times({ moves })).toEqual([['l1:qualified', 2_000, 3_000]])
})

it('a customer moved back by hand was not won; one who left had been', () => {
  const moves = [made(1_000), rule(2_000, 'sql'), { ...byHand(8_000, 'sql', 'customer'), outcome: 'd1' }]
  const won = (more: readonly PastMove[]) => times({ moves: [...moves, ...more], outcomes: [WON] })[2]
  expect(won([])).toEqual(['l1:won:d1', 8_000, null])
  expect(won([byHand(9_000, 'customer', 'opportunity')])).toEqual(['l1:won:d1', 8_000, 9_000])
  expect(won([byHand(9_000, 'customer', 'recycled')])).toEqual(['l1:won:d1', 8_000, null])
})

it('an undone win whose deal is gone is still known by its move', () => {
  const moves: PastMove[] = [
    rule(2_000, 'sql'),
    { ...byHand(8_000, 'sql', 'customer'), outcome: 'd1' },
    { type: 'undone', at: 9_000, from: 'customer', to: 'sql' },
    { type: 'stage_changed', at: 9_000, from: 'customer', to: 'sql', undone: true },
  ]
  expect(times({ moves }).filter(([id]) => String(id).includes('won'))).toEqual([['l1:won:d1', 8_000, 9_000]])
})

it('what another system told stands, though a person took their own move back', () => {
  const moves: PastMove[] = [
    made(1_000),
    byHand(4_000, 'sal', 'sql'),
    { type: 'undone', at: 6_000, from: 'sql', to: 'sal' },
    { type: 'stage_changed', at: 6_000, from: 'sql', to: 'sal', undone: true },
  ]
  const told = { ...WON, id: 'crm', kind: 'sql', at: 5_000 } as const
  expect(times({ moves, outcomes: [told] }).at(-1)).toEqual(['l1:sql', 4_000, null])
})

function times(past: Partial<LeadPast>) {
  return conversionsOf({ ...PAST, ...past }).map(({ id, at, takenBackAt }) => [id, at, takenBackAt])
}

function made(at: number): PastMove {
  return { type: 'created', at, to: 'lead' }
}

function rule(at: number, to: Stage): PastMove {
  return { type: 'stage_changed', at, to }
}

function byHand(at: number, from: Stage, to: Stage): PastMove {
  return { type: 'stage_changed', at, from, to, manual: true }
}

import { expect, test } from 'vitest'
import type { CardHistory } from '#server/http/api-type.ts'
import { lasting, lastingInWords } from '#studio/lifecycle/lasting.ts'
import { inWords, movesOf } from '#studio/lifecycle/stage-history.tsx'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const event = (at: number, type: string, body: CardHistory['body']): CardHistory => {
  return { id: `e${at}`, type, actor: 'system', body, at }
}

test('a history reads as sentences, with the time spent in each stage', () => {
  const moves = movesOf(
    [
      event(0, 'created', {}),
      event(2 * HOUR, 'stage_changed', { from: 'lead', to: 'mql' }),
      event(3 * HOUR, 'accepted', { from: 'mql', to: 'sal', by: 'Anna Keller' }),
      event(3 * HOUR, 'stage_changed', { from: 'mql', to: 'sal', by: 'Anna Keller', verdict: 'accepted' }),
      event(2 * DAY, 'stage_changed', {
        from: 'sal',
        to: 'sql',
        by: 'Anna Keller',
        reason: 'sales_checked',
        manual: true,
      }),
      event(3 * DAY, 'stage_changed', { from: 'sql', to: 'sal', by: 'Mira Holm', undone: true }),
      event(4 * DAY, 'stage_changed', {
        ...{ from: 'sal', to: 'hold', by: 'Mira Holm', verdict: 'rejected' },
        ...{ reason: 'budget_later', note: 'Ask in spring' },
      }),
    ],
    0,
  )
  expect(moves.map(inWords)).toEqual([
    'The rules moved it from Lead to MQL after 2 hours',
    'Anna Keller accepted it, from MQL to SAL after 1 hour',
    'Anna Keller moved it from SAL to SQL after 1 day (all that an SQL needs was known)',
    'Mira Holm took it back, from SQL to SAL after 1 day',
    'Mira Holm put it on hold, from SAL to On hold after 1 day (Budget comes later: Ask in spring)',
  ])
})

test('time is said in its largest whole unit', () => {
  expect([0, 90_000, 5 * HOUR, 45 * DAY, 800 * DAY].map(lasting)).toEqual(['a moment', '1 min', '5 h', '1 mo', '2 y'])
  expect(lastingInWords(2 * DAY + HOUR)).toBe('2 days')
})

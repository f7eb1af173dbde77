import { expect, test } from 'vitest'
import { type Act, act, conflictsIn, is } from './conflicts-in.ts'

type Found = readonly (readonly [code: string, pointer: string, message: string])[]
type Case = readonly [title: string, rules: readonly Act[], found: Found]

const seen = { event: 'content_seen' } as const
const left = (id: string, more: Partial<Extract<Act, { kind: 'absence' }>> = {}): Act =>
  ({ id, kind: 'absence', seen, without: { event: 'downloaded' }, days: 7, points: -2, reason: id, ...more }) as const
const repeated = (later: string, earlier: string): string =>
  `“${later}” counts the same act as “${earlier}” once more. Put all the points into one of them.`
const against = (later: string, earlier: string): string =>
  `“${later}” contradicts “${earlier}”: the same act gives points and takes them. Keep one of them.`

const ACT_CASES: readonly Case[] = [
  ['the same act twice', [act('a', 5), act('b', 3)], [['counted_twice', '/engagement/rules/1', repeated('b', 'a')]]],
  [
    'one act counted is the act itself',
    [act('a', 5), { ...act('b', -3), kind: 'count', atLeast: 1, times: undefined } as unknown as Act],
    [['contradiction', '/engagement/rules/1', against('b', 'a')]],
  ],
  [
    'what was told with it, in another order',
    [
      act('a', 5, { where: { all: [is('x', '1'), is('y', '2')] } }),
      act('b', -5, { where: { all: [is('y', '2'), is('x', '1')] } }),
    ],
    [['contradiction', '/engagement/rules/1', against('b', 'a')]],
  ],
  [
    'an order of pages',
    [
      { id: 'a', kind: 'sequence', steps: [seen, { event: 'downloaded' }], points: 5, reason: 'a' },
      { id: 'b', kind: 'sequence', steps: [seen, { event: 'downloaded' }], points: -5, reason: 'b' },
    ],
    [['contradiction', '/engagement/rules/1', against('b', 'a')]],
  ],
  [
    'coming back',
    [
      { id: 'a', kind: 'return', withinDays: 7, points: 5, reason: 'a' },
      { id: 'b', kind: 'return', withinDays: 7, points: 5, reason: 'b' },
    ],
    [['counted_twice', '/engagement/rules/1', repeated('b', 'a')]],
  ],
  [
    'freshness and speed',
    [
      { id: 'a', kind: 'recency', steps: [{ days: 1, points: 5 }], reason: 'a' },
      { id: 'b', kind: 'recency', steps: [{ days: 2, points: 5 }], reason: 'b' },
      { id: 'c', kind: 'velocity', atLeast: 3, steps: [{ withinDays: 1, points: 5 }], reason: 'c' },
      { id: 'd', kind: 'velocity', atLeast: 3, steps: [{ withinDays: 2, points: 5 }], reason: 'd' },
    ],
    [
      ['counted_twice', '/engagement/rules/1', repeated('b', 'a')],
      ['counted_twice', '/engagement/rules/3', repeated('d', 'c')],
    ],
  ],
  [
    'silence twice',
    [
      { id: 'a', kind: 'idle', days: 30, points: -5, reason: 'a' },
      { id: 'b', kind: 'idle', days: 30, points: -5, reason: 'b' },
    ],
    [['counted_twice', '/engagement/rules/1', repeated('b', 'a')]],
  ],
  [
    'what was left, by other names in another order',
    [
      left('a', { orWithout: [{ event: 'ebook_downloaded' }] }),
      left('b', { without: { event: 'ebook_downloaded' }, orWithout: [{ event: 'downloaded' }] }),
    ],
    [['counted_twice', '/engagement/rules/1', repeated('b', 'a')]],
  ],
  [
    'points taken for doing it and for leaving it',
    [act('done', -5), left('left', { without: { event: 'ebook_downloaded' }, orWithout: [{ event: 'downloaded' }] })],
    [
      [
        'contradiction',
        '/engagement/rules/1',
        '“left” takes points for leaving what “done” takes points for doing: they contradict each other. Keep one of them.',
      ],
    ],
  ],
  [
    'seen and not seen at once',
    [left('a', { seen: { event: 'downloaded', path: '/guide' } })],
    [['never_holds', '/engagement/rules/0', '“a” never counts: they must have done it and not done it.']],
  ],
  ['the first time, and a little each time', [act('a', 5), act('b', 1, { times: 'each' })], []],
  [
    'the first time, and too often',
    [act('a', 5), { id: 'b', kind: 'count', event: 'downloaded', atLeast: 9, points: -5, reason: 'b' }],
    [],
  ],
  ['another file', [act('a', 5, { file: 'a.pdf' }), act('b', -5, { file: 'b.pdf' })], []],
  ['a page of its own among all', [act('a', 5), act('b', -5, { path: '/terms' })], []],
  ['what is worth nothing', [act('a', 5), act('b', 0)], []],
  ['done is good, left is bad', [act('a', 5), left('b')], []],
  ['left after a week, and after a month', [left('a'), left('b', { days: 30 })], []],
  [
    'silence of a month, and of two',
    [
      { id: 'a', kind: 'idle', days: 30, points: -5, reason: 'a' },
      { id: 'b', kind: 'idle', days: 60, points: -5, reason: 'b' },
    ],
    [],
  ],
  [
    'a guide seen narrowly, left widely',
    [left('a', { seen: { event: 'downloaded' }, without: { event: 'downloaded', path: '/guide' } })],
    [],
  ],
]

test.each(ACT_CASES)('%s', (_title, engagement, expected) => {
  expect(conflictsIn({ engagement })).toEqual(expected)
})

/** How many visitors got how far; each number includes the ones behind it. */
export interface Reached {
  readonly exposed: number
  readonly started: number
  readonly completed: number
  readonly qualified: number
  readonly booked: number
}

/** Visitors who were shown one variant within one stretch of time. */
export interface Cell {
  readonly flow: 'pricing' | 'landing'
  readonly experiment: string
  readonly variant: 'a' | 'b'
  /** Days before the end of the history: from the earlier day to the later one. */
  readonly from: number
  readonly to: number
  /** In the flow that carries the experiment. */
  readonly here: Reached
  /** Among the exposed: those who went on to the demo form or the checklist instead. */
  readonly elsewhere: Omit<Reached, 'exposed'>
}

/** Length of the history, today included. */
export const HISTORY_DAYS = 90
/** Days before the end at which one test of the pricing chat gave way to the next. */
export const QUOTE_FROM = 54
export const TEASER_FROM = 28

const nobody = { started: 0, completed: 0, qualified: 0, booked: 0 }

/**
 * Tallybarn's ninety days: 8,400 exposed, 1,180 started, 690 completed, 402 qualified, 236 meetings. Everybody was
 * exposed in exactly one of four tests: the launcher's words, then "30-second quote", then the teaser in the last four
 * weeks, and all the while the first sentence on the landing page.
 */
export const tallybarnFigures: readonly Cell[] = [
  ...test('launcher_words', { from: HISTORY_DAYS, to: QUOTE_FROM }, [
    [reached(1310, 122, 72, 50, 31), went(18, 12, 7, 3)],
    [reached(1301, 123, 74, 52, 33), went(18, 12, 6, 2)],
  ]),
  ...test('quote_30s', { from: QUOTE_FROM, to: TEASER_FROM }, [
    [reached(1140, 165, 96, 49, 32), went(14, 9, 5, 2)],
    [reached(1151, 210, 139, 44, 24), went(14, 9, 5, 2)],
  ]),
  ...test('teaser', { from: 28, to: 21 }, [
    [reached(322, 35, 18, 13, 8), went(3, 2, 1, 1)],
    [reached(325, 48, 25, 18, 11), went(3, 2, 1, 0)],
  ]),
  ...test('teaser', { from: 21, to: 14 }, [
    [reached(333, 36, 20, 14, 8), went(3, 2, 1, 1)],
    [reached(324, 53, 28, 20, 12), went(3, 2, 1, 0)],
  ]),
  ...test('teaser', { from: 14, to: 7 }, [
    [reached(323, 35, 18, 13, 8), went(3, 2, 1, 1)],
    [reached(324, 54, 29, 20, 12), went(3, 2, 1, 0)],
  ]),
  ...test('teaser', { from: 7, to: 0 }, [
    [reached(324, 34, 18, 12, 7), went(3, 2, 1, 1)],
    [reached(323, 57, 30, 21, 12), went(3, 2, 1, 0)],
  ]),
  ...test(
    'opener',
    { from: HISTORY_DAYS, to: 0 },
    [
      [reached(455, 58, 31, 21, 12), nobody],
      [reached(445, 62, 34, 24, 13), nobody],
    ],
    'landing',
  ),
]

/** The same story, smaller: every number times `scale`, rounded, and never more than the number before it. */
export function scaled(cells: readonly Cell[], scale: number): Cell[] {
  return cells.map(cell => ({
    ...cell,
    here: shrink(cell.here, scale),
    elsewhere: shrink({ exposed: Number.MAX_SAFE_INTEGER, ...cell.elsewhere }, scale),
  }))
}

/** Sums over all cells, both halves together. */
export function total(cells: readonly Cell[]): Reached {
  const sum = (of: (cell: Cell) => number) => cells.reduce((so, cell) => so + of(cell), 0)
  return {
    exposed: sum(({ here }) => here.exposed),
    started: sum(({ here, elsewhere }) => here.started + elsewhere.started),
    completed: sum(({ here, elsewhere }) => here.completed + elsewhere.completed),
    qualified: sum(({ here, elsewhere }) => here.qualified + elsewhere.qualified),
    booked: sum(({ here, elsewhere }) => here.booked + elsewhere.booked),
  }
}

function test(
  experiment: string,
  days: Pick<Cell, 'from' | 'to'>,
  [a, b]: readonly [readonly [Reached, Cell['elsewhere']], readonly [Reached, Cell['elsewhere']]],
  flow: Cell['flow'] = 'pricing',
): Cell[] {
  return [
    { flow, experiment, variant: 'a', ...days, here: a[0], elsewhere: a[1] },
    { flow, experiment, variant: 'b', ...days, here: b[0], elsewhere: b[1] },
  ]
}

function reached(exposed: number, started: number, completed: number, qualified: number, booked: number): Reached {
  return { exposed, started, completed, qualified, booked }
}

function went(started: number, completed: number, qualified: number, booked: number): Cell['elsewhere'] {
  return { started, completed, qualified, booked }
}

function shrink(numbers: Reached, scale: number): Reached {
  const exposed = Math.round(numbers.exposed * scale)
  const started = Math.min(exposed, Math.round(numbers.started * scale))
  const completed = Math.min(started, Math.round(numbers.completed * scale))
  const qualified = Math.min(completed, Math.round(numbers.qualified * scale))
  return { exposed, started, completed, qualified, booked: Math.min(qualified, Math.round(numbers.booked * scale)) }
}

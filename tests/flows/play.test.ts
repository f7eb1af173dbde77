import { describe, expect, test } from 'vitest'
import type { SessionContext, SessionEventBody } from '#flows/api.ts'
import type { Answer, Flow, Step } from '#flows/flow.ts'
import { contextFacts, createPlayer, type Played } from '#flows/play.ts'
import { CONTEXT } from '../support/random-flow.ts'

/** Role, then (students aside) size and an optional wish, a decision, a calendar for sales, one more question for a trial. */
const STEPS: readonly Step[] = [
  { id: 'hi', kind: 'say', text: 'Hi' },
  {
    id: 'q_role',
    kind: 'ask',
    field: 'role',
    text: 'Role?',
    next: [{ when: { fact: 'role', is: 'student' }, to: 'q_school' }],
  },
  { id: 'q_size', kind: 'ask', field: 'size', text: 'Size?' },
  { id: 'q_wish', kind: 'ask', field: 'wish', text: 'Wish?', optional: true, to: 'route' },
  { id: 'q_school', kind: 'ask', field: 'school', text: 'School?', to: 'bye' },
  { id: 'route', kind: 'decide', outcomes: { sales: 'book', trial: 'q_phone' }, fallback: 'later' },
  { id: 'book', kind: 'book', text: 'When?', to: 'bye' },
  { id: 'later', kind: 'handoff', text: 'We write to you.' },
  { id: 'q_phone', kind: 'ask', field: 'phone', text: 'Phone?' },
  { id: 'bye', kind: 'end', outcome: 'done', text: 'Bye' },
]

const player = createPlayer(flowOf(STEPS))

function flowOf(steps: readonly Step[]): Flow {
  return {
    format: 1,
    id: 'tested',
    name: 'Tested',
    locale: 'en',
    fields: {
      role: {
        kind: 'role',
        options: [
          { id: 'head', label: 'Head', level: 'head' },
          { id: 'student', label: 'Student', level: 'student' },
        ],
      },
      size: {
        kind: 'size',
        options: [
          { id: 's1', label: '1–10', min: 1, max: 10 },
          { id: 's2', label: '11+', min: 11 },
        ],
      },
      wish: { kind: 'text', about: 'message' },
      school: { kind: 'text', about: 'other' },
      phone: { kind: 'phone' },
    },
    steps,
  }
}

const answer = (step: string, value: Answer): SessionEventBody => ({ type: 'answered', step, value })
const skip = (step: string): SessionEventBody => ({ type: 'skipped', step })
const server = (outcome: string): SessionEventBody => ({ type: 'decided', step: 'route', outcome, by: 'server' })
const decided = (step: string, outcome: string, by: 'server' | 'fallback'): SessionEventBody => ({
  type: 'decided',
  step,
  outcome,
  by,
})
const fallback: SessionEventBody = { type: 'decided', step: 'route', outcome: 'fallback', by: 'fallback' }
const booked: SessionEventBody = { type: 'booked', step: 'book' }

const upToRoute = [answer('q_role', 'head'), answer('q_size', 's1'), skip('q_wish')]

function play(...events: readonly SessionEventBody[]) {
  const log = events.map((event, index) => ({ ...event, seq: index + 1, at: 0 }))
  return player.replay(CONTEXT, log)
}

/** Plays events of which none may be refused. */
function played(...events: readonly SessionEventBody[]): Played {
  const { played, refused } = play(...events)
  expect(refused).toEqual([])
  return played
}

const pathOf = ({ path }: Played) => path.map(({ id }) => id).join(' ')
const problemsOf = (...events: readonly SessionEventBody[]) =>
  play(...events).refused.map(({ seq, problem, detail }) => [seq, problem, detail])

describe('a visit', () => {
  test('begins at the first step that waits', () => {
    const start = player.start(CONTEXT)
    expect(start.position.id).toBe('q_role')
    expect(pathOf(start)).toBe('hi')
    expect(start.done).toBe(false)
  })

  test('goes on with each answer, to the end', () => {
    const end = played(...upToRoute, server('sales'), booked)
    expect(pathOf(end)).toBe('hi q_role q_size q_wish route book')
    expect(end.position.id).toBe('bye')
    expect(end.done).toBe(true)
  })

  test('knows the facts of its answers and of its context', () => {
    const { facts, answers } = played(answer('q_role', 'head'), answer('q_size', 's1'))
    expect(facts).toMatchObject({ role: 'head', 'role.level': 'head', size: 's1', 'size.max': 10, device: 'mobile' })
    expect([...answers]).toEqual([
      ['q_role', 'head'],
      ['q_size', 's1'],
    ])
  })

  test('keeps answers in their normal form', () => {
    const { answers } = played(...upToRoute, server('trial'), answer('q_phone', '+49 (30) 123456'))
    expect(answers.get('q_phone')).toBe('+4930123456')
  })

  test('takes the first jump that holds', () => {
    expect(played(answer('q_role', 'student')).position.id).toBe('q_school')
  })

  test('is not changed by what is only seen', () => {
    const seen: SessionEventBody[] = [
      { type: 'viewed', step: 'q_role' },
      { type: 'backed', step: 'q_role' },
      { type: 'invalid', step: 'q_role', problem: 'required' },
      { type: 'exposed', experiment: 'opener', version: 1, variant: 'b' },
      { type: 'viewed', step: 'no_such_step' },
    ]
    const start = player.start(CONTEXT)
    for (const event of seen) expect(start.accept(event)).toEqual({ ok: true, played: start })
  })

  test('stays as it was when it goes on', () => {
    const start = player.start(CONTEXT)
    start.accept(answer('q_role', 'student'))
    expect(start.position.id).toBe('q_role')
    expect(start.answers.size).toBe(0)
  })

  test('passes an optional question when it is skipped', () => {
    const skipped = played(...upToRoute)
    expect(skipped.position.id).toBe('route')
    expect(skipped.answers.has('q_wish')).toBe(false)
    expect(skipped.facts.wish).toBeUndefined()
  })

  test('passes the calendar when it is declined', () => {
    expect(played(...upToRoute, server('sales'), skip('book')).position.id).toBe('bye')
  })
})

describe('an event that cannot be', () => {
  test.each<[string, SessionEventBody[], string, string]>([
    ['an answer to a later question', [answer('q_size', 's1')], 'answer_not_on_path', 'q_size'],
    [
      'an answer to a question of another branch',
      [answer('q_role', 'student'), answer('q_size', 's1')],
      'answer_not_on_path',
      'q_size',
    ],
    ['an answer to a step that asks nothing', [answer('hi', 'x')], 'answer_not_on_path', 'hi'],
    ['an answer to a step that is not there', [answer('constructor', 'x')], 'answer_not_on_path', 'constructor'],
    ['an answer in the place of a decision', [...upToRoute, answer('route', 'sales')], 'answer_not_on_path', 'route'],
    [
      'an answer in the place of a booking',
      [...upToRoute, server('sales'), answer('book', 'x')],
      'answer_not_on_path',
      'book',
    ],
    ['a made-up option', [answer('q_role', 'emperor')], 'answer_invalid', 'unknown_option'],
    ['an answer of another type', [answer('q_role', ['head'])], 'answer_invalid', 'unknown_option'],
    ['skipping what must be answered', [skip('q_role')], 'answer_invalid', 'required'],
    ['booking a question', [{ type: 'booked', step: 'q_role' }], 'answer_not_on_path', 'q_role'],
    ['a booking before its time', [booked], 'answer_not_on_path', 'book'],
    ['a decision before its time', [server('sales')], 'answer_not_on_path', 'route'],
    [
      'a decision about a question',
      [{ type: 'decided', step: 'q_role', outcome: 'sales', by: 'server' }],
      'answer_not_on_path',
      'q_role',
    ],
    [
      'an edit after the end',
      [...upToRoute, server('sales'), booked, answer('q_size', 's2')],
      'session_completed',
      'bye',
    ],
    ['a booking after the end', [...upToRoute, server('sales'), booked, booked], 'session_completed', 'bye'],
  ])('is refused: %s', (_what, events, problem, detail) => {
    expect(problemsOf(...events)).toEqual([[events.length, problem, detail]])
  })

  test('leaves the visit where it was', () => {
    expect(play(answer('q_role', 'emperor'), answer('q_size', 's1')).played.position.id).toBe('q_role')
  })

  test('does not stop the log: what fits afterwards counts', () => {
    const { played, refused } = play(answer('q_size', 's1'), answer('q_role', 'head'), answer('q_size', 's2'))
    expect(refused.map(({ seq }) => seq)).toEqual([1])
    expect(played.position.id).toBe('q_wish')
  })

  test('is the 201st move of one visit', () => {
    const edits = Array.from({ length: 201 }, () => answer('q_role', 'head'))
    expect(problemsOf(...edits)).toEqual([[201, 'too_many_events', '200']])
  })
})

describe('an edit', () => {
  test('of an earlier answer keeps the later ones', () => {
    const edited = played(
      answer('q_role', 'head'),
      answer('q_size', 's1'),
      answer('q_size', 's2'),
      answer('q_role', 'head'),
    )
    expect(edited.position.id).toBe('q_wish')
    expect(edited.facts).toMatchObject({ size: 's2', 'size.min': 11 })
    expect(edited.facts['size.max']).toBeUndefined()
  })

  test('makes answers dormant that are no longer on the path', () => {
    const student = played(answer('q_role', 'head'), answer('q_size', 's1'), answer('q_role', 'student'))
    expect(pathOf(student)).toBe('hi q_role')
    expect(student.position.id).toBe('q_school')
    expect(student.dormant).toEqual(['q_size'])
    expect(student.facts).not.toHaveProperty('size')
    expect([...student.answers.keys()]).toEqual(['q_role'])
  })

  test('restores dormant answers when their step returns', () => {
    const back = played(...upToRoute, answer('q_role', 'student'), answer('q_role', 'head'))
    expect(back.position.id).toBe('route')
    expect(back.dormant).toEqual([])
    expect(back.facts).toMatchObject({ size: 's1' })
  })

  test('voids the decisions after it', () => {
    const edited = played(...upToRoute, server('sales'), answer('q_size', 's2'))
    expect(edited.position.id).toBe('route')
    expect(edited.decisions.size).toBe(0)
  })

  test('with the same answer voids them too, for the log says that the visitor went back', () => {
    expect(played(...upToRoute, server('sales'), answer('q_size', 's1')).position.id).toBe('route')
  })

  test('keeps the decisions before it', () => {
    const phone = [answer('q_phone', '+4930123456')]
    const twice = createPlayer(flowOf(STEPS.map(step => (step.id === 'bye' ? QUESTION : step)))).start(CONTEXT)
    const edited = [...upToRoute, server('trial'), ...phone, ...phone].reduce(next, twice)
    expect(edited.decisions.get('route')).toBe('trial')
    expect(edited.position.id).toBe('q_last')
  })

  test('keeps what was given after a decision, for when the same way is decided again', () => {
    const twice = createPlayer(flowOf(STEPS.map(step => (step.id === 'bye' ? QUESTION : step)))).start(CONTEXT)
    const events = [
      ...upToRoute,
      server('trial'),
      answer('q_phone', '+4930123456'),
      answer('q_size', 's2'),
      server('trial'),
    ]
    expect(events.reduce(next, twice).position.id).toBe('q_last')
  })
})

/** In the place of the end: keeps a visit open. */
const QUESTION: Step = { id: 'q_last', kind: 'ask', field: 'wish', text: 'Anything else?' }

function next(visit: Played, event: SessionEventBody): Played {
  const accepted = visit.accept(event)
  expect(accepted.ok).toBe(true)
  return accepted.ok ? accepted.played : visit
}

describe('a decision', () => {
  test('of the server picks the way', () => {
    const decided = played(...upToRoute, server('trial'))
    expect(decided.position.id).toBe('q_phone')
    expect([...decided.decisions]).toEqual([['route', 'trial']])
  })

  test.each(['unheard_of', 'constructor'])('that the flow does not know (%s) goes the fallback way', outcome => {
    expect(pathOf(played(...upToRoute, server(outcome)))).toContain('route later')
  })

  test('by fallback goes the fallback way, whatever outcome it claims', () => {
    const claimed = played(...upToRoute, { type: 'decided', step: 'route', outcome: 'sales', by: 'fallback' })
    expect(claimed.path.at(-1)?.id).toBe('later')
    expect(claimed.position.id).toBe('q_phone')
    expect(claimed.decisions.get('route')).toBe('fallback')
  })

  test('of the server stands against a fallback that comes after it', () => {
    const both = played(...upToRoute, server('sales'), fallback)
    expect(both.position.id).toBe('book')
    expect(both.decisions.get('route')).toBe('sales')
  })

  test('of the server takes the place of a fallback that came before it', () => {
    expect(played(...upToRoute, fallback, server('sales')).position.id).toBe('book')
  })

  test('that outvoted a fallback leaves the answers given there dormant, never refused', () => {
    const both = played(...upToRoute, server('sales'), fallback, answer('q_phone', '+4930123456'))
    expect(both.position.id).toBe('book')
    expect(both.dormant).toEqual(['q_phone'])
    expect(both.facts).not.toHaveProperty('phone')
  })

  test('that outvoted a fallback does so after the end, too', () => {
    const both = played(...upToRoute, server('sales'), booked, fallback, answer('q_phone', '+4930123456'))
    expect(both.done).toBe(true)
    expect(both.dormant).toEqual(['q_phone'])
  })

  test('keeps standing when an answer is given on the way that an earlier one outvoted', () => {
    const twice = createPlayer(
      flowOf([
        { id: 'first', kind: 'decide', outcomes: { sales: 'second' }, fallback: 'q_size' },
        { id: 'q_size', kind: 'ask', field: 'size', text: 'Size?' },
        { id: 'second', kind: 'decide', outcomes: { sales: 'bye' }, fallback: 'bye' },
        { id: 'bye', kind: 'end', outcome: 'done', text: 'Bye' },
      ]),
    )
    const { played: both } = twice.replay(
      CONTEXT,
      [
        decided('first', 'sales', 'server'),
        decided('first', 'fallback', 'fallback'),
        decided('second', 'sales', 'server'),
        answer('q_size', 's1'),
      ].map((event, index) => ({ ...event, seq: index + 1, at: 0 })),
    )
    expect(Object.fromEntries(both.decisions)).toEqual({ first: 'sales', second: 'sales' })
    expect(both.dormant).toEqual(['q_size'])
  })

  test('that outvoted a fallback does not excuse answers that neither way asks for', () => {
    expect(problemsOf(...upToRoute, server('sales'), fallback, answer('q_school', 'x'))).toEqual([
      [6, 'answer_not_on_path', 'q_school'],
    ])
  })

  test('is asked for again, and dormant answers count, when the server decides for their way', () => {
    const events = [
      server('sales'),
      fallback,
      answer('q_phone', '+4930123456'),
      answer('q_size', 's2'),
      server('trial'),
    ]
    const again = played(...upToRoute, ...events)
    expect(again.position.id).toBe('bye')
    expect(again.answers.get('q_phone')).toBe('+4930123456')
  })

  test('sent twice by the widget counts once', () => {
    expect(played(...upToRoute, fallback, fallback).position.id).toBe('q_phone')
  })
})

describe('the context of a visit', () => {
  const context: SessionContext = {
    ...CONTEXT,
    page: { url: 'https://www.tallybarn.example:8443/pricing?x=1', path: '/pricing', title: 'Pricing' },
    referrer: 'https://search.example/q',
    locale: 'pt-BR',
    timeZone: 'America/Sao_Paulo',
    utm: { source: 'news', campaign: 'may' },
    variants: { opener: 'b' },
  }

  test('is known as facts', () => {
    expect(contextFacts(context)).toEqual({
      'page.path': '/pricing',
      'page.host': 'www.tallybarn.example',
      'page.url': 'https://www.tallybarn.example:8443/pricing?x=1',
      'page.title': 'Pricing',
      referrer: 'https://search.example/q',
      'referrer.host': 'search.example',
      locale: 'pt-BR',
      lang: 'pt',
      timeZone: 'America/Sao_Paulo',
      'timeZone.area': 'America',
      device: 'mobile',
      surface: 'bubble',
      shape: 'chat',
      consent: 'unset',
      'utm.source': 'news',
      'utm.campaign': 'may',
      'variant.opener': 'b',
    })
  })

  test('leaves unknown what it does not say', () => {
    const facts = contextFacts({ ...CONTEXT, page: { url: 'nonsense', path: '/' } })
    expect(facts['page.host']).toBeUndefined()
    expect(facts['referrer.host']).toBeUndefined()
    expect(facts['timeZone.area']).toBeUndefined()
  })
})

describe('a draft that is not finished', () => {
  test('ends where its steps end', () => {
    const end = createPlayer(flowOf([{ id: 'hi', kind: 'say', text: 'Hi' }])).start(CONTEXT)
    expect(end.done).toBe(true)
    expect(end.position).toMatchObject({ kind: 'end', outcome: 'done' })
  })

  test('goes to the next step where a jump leads nowhere or back', () => {
    const steps: Step[] = [
      { id: 'hi', kind: 'say', text: 'Hi', to: 'nowhere' },
      { id: 'there', kind: 'say', text: 'There', to: 'hi' },
      { id: 'q_wish', kind: 'ask', field: 'wish', text: 'Wish?', to: 'q_wish' },
    ]
    const draft = createPlayer(flowOf(steps))
    expect(draft.start(CONTEXT).position.id).toBe('q_wish')
    expect(draft.start(CONTEXT).accept(answer('q_wish', 'x'))).toMatchObject({ ok: true, played: { done: true } })
  })

  test('refuses answers to a question without a field', () => {
    const draft = createPlayer(flowOf([{ id: 'q', kind: 'ask', field: 'gone', text: '?' }]))
    expect(draft.start(CONTEXT).accept(answer('q', 'x'))).toMatchObject({ ok: false, problem: 'answer_not_on_path' })
  })

  test('of 500 steps that all pass by themselves is passed in one go', () => {
    const steps = Array.from({ length: 500 }, (_, index): Step => ({ id: `s${index}`, kind: 'say', text: 'Hi' }))
    expect(createPlayer(flowOf(steps)).start(CONTEXT).path).toHaveLength(500)
  })
})

describe('the outline', () => {
  const idsOf = (events: readonly SessionEventBody[], draft?: ReadonlyMap<string, Answer>) =>
    player.outline(played(...events), draft).map(({ step }) => step.id)

  test('is what lies ahead, up to the decision', () => {
    expect(idsOf([])).toEqual(['q_role', 'q_size', 'q_wish', 'route'])
    expect(idsOf([answer('q_role', 'head')])).toEqual(['q_size', 'q_wish', 'route'])
  })

  test('follows what is typed and not yet given', () => {
    expect(idsOf([], new Map([['q_role', 'student']]))).toEqual(['q_role', 'q_school', 'bye'])
  })

  test('does not follow what would be refused', () => {
    expect(idsOf([], new Map([['q_role', 'emperor']]))).toEqual(['q_role', 'q_size', 'q_wish', 'route'])
  })

  test('shows what was typed, and answers that are dormant', () => {
    const student = played(answer('q_role', 'head'), answer('q_size', 's1'), answer('q_role', 'student'))
    expect(player.outline(student, new Map([['q_school', ' MIT ']]))).toMatchObject([
      { answer: 'MIT' },
      { step: { id: 'bye' } },
    ])
    const undecided = player.outline(player.start(CONTEXT), new Map([['q_size', 's2']]))
    expect(undecided.map(({ answer }) => answer)).toEqual([undefined, 's2', undefined, undefined])
  })

  test('goes on behind a decision', () => {
    expect(idsOf([...upToRoute, server('trial')])).toEqual(['q_phone', 'bye'])
    expect(idsOf([...upToRoute, server('sales')])).toEqual(['book'])
  })

  test('of a visit that is over is its end', () => {
    expect(idsOf([...upToRoute, server('sales'), booked])).toEqual(['bye'])
  })
})

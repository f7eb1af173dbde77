import type { SessionContext, SessionEvent, SessionEventBody } from './api.ts'
import type { Facts } from './condition.ts'
import { contextFacts } from './context-facts.ts'
import { type Early, fallsAway } from './early.ts'
import { parseAnswer } from './fields/index.ts'
import { type Answer, FLOW_LIMITS, type PublicFlow, type Step } from './flow.ts'
import { type OutlineStep, outlineFrom } from './outline.ts'
import {
  begin,
  createWalker,
  type Decided,
  entered,
  type Given,
  indexAt,
  rewind,
  settle,
  stepAt,
  type Walk,
  type Walker,
} from './walk.ts'

export { contextFacts } from './context-facts.ts'
export type { OutlineStep } from './outline.ts'

/** One line of a visit's log. Decisions of the server stand right after the event that was the last they took into account. */
export type LogEntry = SessionEvent

export type PlayProblem = 'answer_not_on_path' | 'answer_invalid' | 'session_completed' | 'too_many_events'

/** `detail` is the step, or the slug of what is wrong with the answer. */
export type Accepted =
  | { readonly ok: true; readonly played: Played }
  | { readonly ok: false; readonly problem: PlayProblem; readonly detail: string }

/** Where a visitor is in a flow, and what is known there. Immutable: accepting an event gives another one. */
export interface Played {
  /** The step that waits (`ask`, `decide`, `book`), or the end that was reached. */
  readonly position: Step
  /** Every step passed, in order, the position excluded. */
  readonly path: readonly Step[]
  /** Answers on the path, by step id, in the order of the path. */
  readonly answers: ReadonlyMap<string, Answer>
  /** The visit's context and what the answers on the path stand for. */
  readonly facts: Facts
  /** Decisions on the path: step id -> the server's outcome, or `fallback`. */
  readonly decisions: ReadonlyMap<string, string>
  /** Ids of steps with an answer that the path no longer passes: kept, and counting again when their step returns. */
  readonly dormant: readonly string[]
  readonly done: boolean
  /** The decide step that was settled before all was asked. */
  readonly early: string | undefined
  /**
   * Takes the next event of the log. Answering a step that was passed is an edit: later answers stay as far as the path still
   * passes them, later decisions are void. What is seen rather than given (`viewed`, `backed`, …) changes nothing.
   */
  accept(event: SessionEventBody): Accepted
}

export interface Replayed {
  readonly played: Played
  /** The events that changed nothing, and why. */
  readonly refused: readonly { readonly seq: number; readonly problem: PlayProblem; readonly detail: string }[]
}

/** Plays one flow. Making one compiles the flow: keep it for as long as the flow is in use. */
export interface Player {
  readonly flow: PublicFlow
  start(context: SessionContext): Played
  /** Plays a log from its beginning. Total: what cannot be is refused, one event at a time. */
  replay(context: SessionContext, log: readonly LogEntry[]): Replayed
  /**
   * What lies ahead with today's answers, the position first: the steps of a form. Questions without an answer are passed by with
   * their fact unknown. The list stops at the first decide, book or end. `draft`: answers by step id that were typed and not yet given.
   */
  outline(played: Played, draft?: ReadonlyMap<string, Answer>): readonly OutlineStep[]
}

export function createPlayer(flow: PublicFlow): Player {
  const walker = createWalker(flow)
  const start = (context: SessionContext) => {
    const first = begin(walker, contextFacts(context))
    return new Play(walker, { first, walk: first, given: new Map(), decided: new Map(), outvoted: new Set(), moves: 0 })
  }
  return {
    flow,
    start,
    replay: (context, log) => replay(start(context), log),
    outline(played, draft = new Map()) {
      if (!(played instanceof Play)) throw new TypeError('Only what a player played has an outline.')
      const outline = outlineFrom(walker, played.state.walk, { ...played.state, draft })
      return outline.filter(({ step, answer }) => answer !== undefined || !played.isNeedless(step))
    },
  }
}

function replay(start: Played, log: readonly LogEntry[]): Replayed {
  let played = start
  const refused: { seq: number; problem: PlayProblem; detail: string }[] = []
  for (const event of log) {
    const accepted = played.accept(event)
    if (accepted.ok) played = accepted.played
    else refused.push({ seq: event.seq, problem: accepted.problem, detail: accepted.detail })
  }
  return { played, refused }
}

interface State {
  readonly first: Walk
  readonly walk: Walk
  readonly given: ReadonlyMap<string, Given>
  readonly decided: ReadonlyMap<string, Decided>
  /** Decides where the widget fell back although the server had decided. */
  readonly outvoted: ReadonlySet<string>
  /** Settled before all was asked. */
  readonly early?: Early | undefined
  readonly moves: number
}

type GivingEvent = Extract<SessionEventBody, { type: Given['type'] }>
type DecidedEvent = Extract<SessionEventBody, { type: 'decided' }>

class Play implements Played {
  readonly walker: Walker
  readonly state: State
  #fallenBack: Walk | undefined
  #path: readonly Step[] | undefined
  #answers: ReadonlyMap<string, Answer> | undefined

  constructor(walker: Walker, state: State) {
    this.walker = walker
    this.state = state
  }

  get position(): Step {
    return stepAt(this.walker, this.state.walk)
  }

  get path(): readonly Step[] {
    this.#path ??= this.#findPath()
    return this.#path
  }

  get answers(): ReadonlyMap<string, Answer> {
    this.#answers ??= this.#findAnswers()
    return this.#answers
  }

  #findPath(): readonly Step[] {
    const path = entered(this.walker, this.state.walk).slice(0, -1)
    return this.state.early ? path.filter(step => this.state.given.has(step.id) || !this.isNeedless(step)) : path
  }

  #findAnswers(): ReadonlyMap<string, Answer> {
    const answers = new Map<string, Answer>()
    for (const { id } of this.path) {
      const given = this.state.given.get(id)
      if (given?.type === 'answered') answers.set(id, given.value)
    }
    return answers
  }

  get facts(): Facts {
    return this.state.walk.standing.context.facts
  }

  get decisions(): ReadonlyMap<string, string> {
    const decisions = new Map<string, string>()
    for (const { id } of this.path) {
      const decision = this.state.decided.get(id)
      if (decision) decisions.set(id, decision.by === 'server' ? decision.outcome : 'fallback')
    }
    return decisions
  }

  get dormant(): readonly string[] {
    const answers = this.answers
    return [...this.state.given].filter(([id, { type }]) => type === 'answered' && !answers.has(id)).map(([id]) => id)
  }

  get early(): string | undefined {
    return this.state.early?.step
  }

  get done(): boolean {
    return this.position.kind === 'end'
  }

  accept(event: SessionEventBody): Accepted {
    switch (event.type) {
      case 'answered':
      case 'skipped':
      case 'booked':
      case 'clicked':
        return this.#give(event)
      case 'decided':
        return this.#decide(event)
      default:
        return { ok: true, played: this }
    }
  }

  /** Whether a question fell away when the decision after it was settled. */
  isNeedless(step: Step): boolean {
    const { early } = this.state
    return early !== undefined && this.#index(step.id) < early.index && fallsAway(this.walker.flow, step)
  }

  #give(event: GivingEvent): Accepted {
    const { state } = this
    const place = this.#placeOf(event.step)
    const outvoted = !place && this.#isOnOutvotedPath(event.step)
    if (!outvoted && this.done) return refuse('session_completed', this.position.id)
    if (!outvoted && !place) return refuse('answer_not_on_path', event.step)
    const read = this.#read(event)
    if ('problem' in read) return read
    const given = new Map(state.given).set(event.step, read)
    // Off the path an answer lies dormant and changes nothing that was decided.
    const edits = place && place !== state.walk
    return this.#with(edits ? { ...this.#without(event.step), given } : { given }, place)
  }

  #decide({ step, outcome, by }: DecidedEvent): Accepted {
    const { walk, decided, outvoted } = this.state
    const place = this.#placeOf(step)
    const isDecide = this.#step(step)?.kind === 'decide'
    if (by === 'early') return isDecide ? this.#settleEarly(step) : refuse('answer_not_on_path', step)
    if (!isDecide || !(place || this.#isOnOutvotedPath(step))) return refuse('answer_not_on_path', step)
    if (place === walk || (place && by === 'server')) {
      const later = place === walk ? this.state : this.#without(step)
      return this.#with({ ...later, decided: new Map(later.decided).set(step, { outcome, by }) }, place)
    }
    // The visitor was told the fallback, the server had decided: its word stands, and what is answered there is not refused.
    return decided.get(step)?.by === 'fallback'
      ? { ok: true, played: this }
      : this.#with({ outvoted: new Set(outvoted).add(step) }, undefined)
  }

  /** One that comes after its step was reached changes nothing. */
  #settleEarly(step: string): Accepted {
    const index = this.#index(step)
    if (index <= indexAt(this.state.walk)) return { ok: true, played: this }
    return this.#with({ early: { step, index } }, this.state.walk)
  }

  /** The state without decisions about steps after this one. */
  #without(step: string): Pick<State, 'decided' | 'outvoted' | 'early'> {
    const edited = this.#index(step)
    const stands = (id: string) => this.#index(id) <= edited
    const { early } = this.state
    return {
      early: early && stands(early.step) ? early : undefined,
      decided: new Map([...this.state.decided].filter(([id]) => stands(id))),
      outvoted: new Set([...this.state.outvoted].filter(stands)),
    }
  }

  #with(change: Partial<State>, from: Walk | undefined): Accepted {
    const moves = this.state.moves + 1
    if (moves > FLOW_LIMITS.transitions) return refuse('too_many_events', String(FLOW_LIMITS.transitions))
    const state = { ...this.state, ...change, moves }
    const walk = from ? settle(this.walker, from, state) : state.walk
    return { ok: true, played: new Play(this.walker, { ...state, walk }) }
  }

  #read(event: GivingEvent): Given | Extract<Accepted, { ok: false }> {
    const step = this.#step(event.step)
    const field = step?.kind === 'ask' ? this.walker.flow.fields[step.field] : undefined
    if (step?.kind === 'book' && event.type !== 'answered') return { type: event.type }
    if (step?.kind !== 'ask' || !field || event.type === 'booked' || event.type === 'clicked')
      return refuse('answer_not_on_path', event.step)
    if (event.type === 'skipped') {
      // A form of the page's own asks what it asks; the rest is no answer of anybody.
      const free = step.optional || this.facts.surface === 'form'
      return free ? { type: 'skipped' } : refuse('answer_invalid', 'required')
    }
    const parsed = parseAnswer(field, event.value)
    return parsed.ok ? { type: 'answered', value: parsed.value } : refuse('answer_invalid', parsed.problem)
  }

  /** The place where the visitor is or was asked a step; undefined off the path. */
  #placeOf(step: string): Walk | undefined {
    const { walk } = this.state
    const index = this.#index(step)
    return index === indexAt(walk) ? walk : rewind(walk, index)
  }

  /** Whether the widget, which fell back where the server had decided, may have come by a step. */
  #isOnOutvotedPath(step: string): boolean {
    const { first, given, decided, outvoted } = this.state
    if (outvoted.size === 0) return false
    const fallbacks = [...outvoted].map(id => [id, { outcome: 'fallback', by: 'fallback' }] as const)
    // Kept, so that a log full of refused answers walks the flow once.
    this.#fallenBack ??= settle(this.walker, first, { given, decided: new Map([...decided, ...fallbacks]) })
    return rewind(this.#fallenBack, this.#index(step)) !== undefined
  }

  #step(id: string): Step | undefined {
    return this.walker.graph.steps[this.#index(id)]
  }

  #index(id: string): number {
    return this.walker.graph.indexOf.get(id) ?? -1
  }
}

function refuse(problem: PlayProblem, detail: string) {
  return { ok: false, problem, detail } as const
}

import type { Decision, SessionContext, SessionEvent, SessionEventBody } from '#flows/api.ts'
import type { Answer, Doubt, Field, Step } from '#flows/flow.ts'
import type { LogEntry, Played, Player } from '#flows/play.ts'
import { exposuresOf } from './exposures.ts'

/** A conversation as the widget knows it. The log is the truth; `played` is what playing it gives. */
export interface Talk {
  readonly player: Player
  readonly visit: SessionContext
  readonly now: () => number
  readonly played: Played
  /** Events of this widget, numbered from 1 without gaps. */
  readonly log: readonly SessionEvent[]
  readonly decisions: readonly Decision[]
  /** Committed by the server up to this number. */
  readonly acknowledged: number
  /** An earlier step that is being answered anew. */
  readonly editing?: string | undefined
  /** Why the last try was refused: a slug of `FieldProblem`, or `unclear` for typed words. */
  readonly problem?: string | undefined
  readonly proposal?: Proposal | undefined
}

/** An answer that counts once the visitor confirms it. */
export interface Proposal {
  readonly value: Answer
  readonly raw: string
  readonly why: 'typed' | 'free_mail' | 'disposable' | 'doubt'
  /** What does not go well with it. */
  readonly doubt?: Doubt
}

/** What a conversation is taken up with: nothing yet, or what was kept of it. */
export type Kept = Pick<Talk, 'log' | 'decisions' | 'acknowledged'>

/** The step in focus: the one being edited, or where the conversation stands. */
export function currentStep({ editing, player, played }: Talk): Step {
  return player.flow.steps.find(({ id }) => id === editing) ?? played.position
}

/** What the step in focus asks for, if it asks. */
export function currentField(talk: Talk): Field | undefined {
  const step = currentStep(talk)
  return step.kind === 'ask' ? talk.player.flow.fields[step.field] : undefined
}

/** Whether more is on show than plain words: markup, a picture, an answer that the page knew. */
export function isRich({ played }: Talk): boolean {
  return [...played.path, played.position].some(
    step =>
      (step.kind === 'ask' && step !== played.position) ||
      ('image' in step && step.image) ||
      ('text' in step && /[*_[\\\n]/.test(step.text)),
  )
}

/** Where a visitor stands with what is kept of the conversation. */
export function takeUp(talk: Omit<Talk, 'played'>): Talk {
  const { played } = talk.player.replay(talk.visit, withDecisions(talk))
  return seen({ ...talk, played })
}

/** The visitor's act: an answer, a skip, a booking; or the fallback of a decision. */
export function given(talk: Talk, body: SessionEventBody): Talk {
  const accepted = talk.played.accept(body)
  if (!accepted.ok) return { ...talk, problem: accepted.detail }
  return seen({ ...noted(talk, body), played: accepted.played, ...SETTLED })
}

export function noted(talk: Talk, ...bodies: readonly SessionEventBody[]): Talk {
  const numbered = bodies.map((body, index) => ({ seq: talk.log.length + index + 1, at: talk.now(), ...body }))
  return { ...talk, log: [...talk.log, ...numbered] }
}

/** What is open at a question and over with the next. */
export const SETTLED = { editing: undefined, problem: undefined, proposal: undefined }

/** Notes the question the visitor now sees, once, and the tested wordings that came with it. */
function seen(talk: Talk): Talk {
  const { position } = talk.played
  const last = talk.log.findLast(event => event.type === 'viewed')
  const asks = position.kind === 'ask' && last?.step !== position.id
  return noted(talk, ...exposuresOf(talk), ...(asks ? [{ type: 'viewed', step: position.id } as const] : []))
}

/** The log as both sides play it: each decision right after the last event it took into account. */
function withDecisions({ log, decisions }: Kept): LogEntry[] {
  return log.flatMap(event => [
    event,
    ...decisions
      .filter(({ after }) => after === event.seq)
      .map(
        ({ step, outcome, early }) =>
          ({ ...event, type: 'decided', step, outcome, by: early ? 'early' : 'server' }) as const,
      ),
  ])
}

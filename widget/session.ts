import { assign, createMachine } from 'xstate'
import type { SessionEventBody } from '#flows/api.ts'
import { givenOnce } from './doubtful.ts'
import { given, noted, type Proposal, type Talk } from './talk.ts'

export type TalkEvent =
  | { readonly type: 'loaded'; readonly talk: Talk }
  | { readonly type: 'failed' }
  | { readonly type: 'retried' }
  /** `sure`: not to be asked about once more; whoever gives it has asked, or cannot. */
  | { readonly type: 'gave'; readonly body: SessionEventBody; readonly sure?: true }
  | { readonly type: 'refused'; readonly step: string; readonly problem: string }
  | { readonly type: 'proposed'; readonly proposal: Proposal }
  /** An earlier answer is opened, or left as it was. */
  | { readonly type: 'edited'; readonly step: string | undefined }
  /** What the server said has changed the conversation. */
  | { readonly type: 'synced'; readonly talk: Talk }
  /** The server is out of reach, or in reach again. */
  | { readonly type: 'lost' }
  | { readonly type: 'reached' }

/** The longest a visitor waits for a decision. */
const DECISION_WAIT_MS = 3000

type Context = { readonly talk?: Talk }
const stands = (kind: string) => (_: { context: Context }) => _.context.talk?.played.position.kind === kind
const change = { '*': { actions: 'change' } }

/**
 * One conversation: `talk` is where it stands, `line` whether the server is in reach. It knows neither page nor network:
 * whoever holds the actor sends what the log has gained.
 */
export const sessionMachine = createMachine(
  {
    types: {} as { context: Context; events: TalkEvent },
    context: {},
    type: 'parallel',
    states: {
      talk: {
        initial: 'loading',
        states: {
          loading: { on: { loaded: { target: 'asking', actions: 'begin' }, failed: 'failed' } },
          failed: { on: { retried: 'loading' } },
          asking: {
            on: change,
            always: [
              { guard: 'decides', target: 'sending' },
              { guard: 'ends', target: 'done' },
            ],
          },
          sending: {
            on: change,
            always: { guard: 'decided', target: 'asking' },
            after: { [DECISION_WAIT_MS]: { actions: 'fallBack' } },
          },
          // A decision that comes late may lead somewhere else than the fallback did.
          done: { on: change, always: { guard: 'goesOn', target: 'asking' } },
        },
      },
      line: { initial: 'up', states: { up: { on: { lost: 'offline' } }, offline: { on: { reached: 'up' } } } },
    },
  },
  {
    guards: {
      decides: stands('decide'),
      ends: stands('end'),
      decided: context => !stands('decide')(context),
      goesOn: context => !stands('end')(context),
    },
    actions: {
      begin: assign(({ event }) => (event.type === 'loaded' ? { talk: event.talk } : {})),
      change: assign(({ context: { talk }, event }) => (talk ? { talk: changed(talk, event) } : {})),
      fallBack: assign(({ context: { talk } }) => (talk ? { talk: fallenBack(talk) } : {})),
    },
  },
)

function changed(talk: Talk, event: TalkEvent): Talk {
  switch (event.type) {
    case 'gave':
      return event.sure ? given(talk, event.body) : givenOnce(talk, event.body)
    case 'synced':
      return event.talk
    case 'proposed':
      return { ...talk, problem: undefined, proposal: event.proposal }
    case 'refused':
      return { ...noted(talk, { ...event, type: 'invalid' }), proposal: undefined, problem: event.problem }
    case 'edited':
      return edited(talk, event.step)
    default:
      return talk
  }
}

function edited(talk: Talk, step: string | undefined): Talk {
  const opened = step ? noted(talk, { type: 'backed', step }) : talk
  return { ...opened, editing: step, problem: undefined, proposal: undefined }
}

function fallenBack(talk: Talk): Talk {
  return given(talk, { type: 'decided', step: talk.played.position.id, outcome: 'fallback', by: 'fallback' })
}

import { assign, createMachine, type SnapshotFrom } from 'xstate'
import { type Condition, type Facts, holds } from './condition.ts'
import type { PublicFlow, Step } from './flow.ts'
import { type Edge, type Graph, toGraph } from './graph.ts'
import { waits } from './waits.ts'

/** What moves a flow on from a step at which it waits. `facts` are all that are known from then on. */
export type Move = { readonly type: 'moved'; readonly facts: Facts; readonly outcome?: string }

/** The steps entered so far, the last one first; shared between snapshots. */
export interface Entered {
  readonly index: number
  readonly before: Entered | undefined
}

interface Types {
  context: { readonly facts: Facts; readonly entered: Entered | undefined }
  events: Move
  guards:
    | { type: 'holds'; params: { readonly when: Condition } }
    | { type: 'decided'; params: { readonly outcome: string } }
  actions: { type: 'enter'; params: { readonly index: number } }
}

/** A flow as an XState machine and the graph it was made from. A state is named by the index of its step; `ready` comes before all. */
export interface Compiled {
  readonly graph: Graph
  readonly machine: FlowMachine
}

export type FlowMachine = ReturnType<typeof toMachine>
export type FlowSnapshot = SnapshotFrom<FlowMachine>

/** Compiles a flow. Asks, decides and books wait for a move; all others are passed at once; ends are final. */
export function compile(flow: Pick<PublicFlow, 'steps'>): Compiled {
  const graph = toGraph(flow)
  return { graph, machine: toMachine(graph) }
}

/** Guards and actions are data, named with their parameters; these are the only functions behind them. */
const implementations = {
  guards: {
    // The move's own facts: a guard is read before the next state is entered.
    holds: ({ event }: { event: Move }, { when }: { readonly when: Condition }) => holds(when, event.facts),
    decided: ({ event }: { event: Move }, { outcome }: { readonly outcome: string }) => event.outcome === outcome,
  },
  actions: {
    enter: assign<Types['context'], Move, { readonly index: number }, Move, never>(({ context, event }, { index }) => ({
      facts: event.facts,
      entered: { index, before: context.entered },
    })),
  },
}

// Not `setup`, which brings every kind of action along: 0.8 kB in a browser.
function toMachine({ steps, edges }: Graph) {
  return createMachine(
    {
      types: {} as Types,
      context: { facts: {}, entered: undefined },
      initial: 'ready',
      states: {
        // The first move brings the facts of the visit. Without input and with little to enter, a transition costs half:
        // XState makes the machine's initial snapshot anew for each.
        ready: { on: { moved: '0' } },
        ...Object.fromEntries(steps.map((step, index) => [String(index), toState(step, index, edges[index] ?? [])])),
      },
      options: { maxIterations: steps.length + 1 },
    },
    implementations,
  )
}

function toState(step: Step, index: number, edges: readonly Edge[]) {
  const entry = { type: 'enter', params: { index } } as const
  if (step.kind === 'end') return { type: 'final', entry } as const
  return waits(step) ? { entry, on: { moved: edges.map(toTransition) } } : { entry, always: edges.map(toTransition) }
}

function toTransition({ to, when, outcome }: Edge) {
  const target = String(to)
  if (when) return { target, guard: { type: 'holds', params: { when } } as const }
  return outcome === undefined ? { target } : { target, guard: { type: 'decided', params: { outcome } } as const }
}

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
function toMachine(graph: Graph) {
  const { steps } = graph
  return createMachine(
    {
      types: {} as Types,
      context: { facts: {}, entered: undefined },
      initial: 'ready',
      states: {
        // The first move brings the facts of the visit.
        ready: { on: { moved: toTransition(graph, { to: 0 }) } },
        ...Object.fromEntries(steps.map((step, index) => [String(index), toState(graph, step, index)])),
      },
      options: { maxIterations: steps.length + 1 },
    },
    implementations,
  )
}

function toState(graph: Graph, step: Step, index: number) {
  const entry = enter(index)
  if (step.kind === 'end') return { type: 'final', entry } as const
  const transitions = (graph.edges[index] ?? []).map(edge => toTransition(graph, edge))
  return waits(step) ? { entry, on: { moved: transitions } } : { entry, always: transitions }
}

function toTransition(graph: Graph, { to, when, outcome }: Edge) {
  const { passed, target } = wayTo(graph, to)
  const transition = { target: String(target), actions: passed.map(enter) }
  if (when) return { ...transition, guard: { type: 'holds', params: { when } } as const }
  return outcome === undefined
    ? transition
    : { ...transition, guard: { type: 'decided', params: { outcome } } as const }
}

/** Steps with one way on and nothing to wait for are entered on the way: a state less to enter and leave for each. */
function wayTo({ steps, edges }: Graph, to: number): { readonly passed: number[]; readonly target: number } {
  const passed: number[] = []
  let target = to
  for (;;) {
    const step = steps[target]
    const [only, ...others] = edges[target] ?? []
    if (!step || waits(step) || !only || others.length > 0) return { passed, target }
    passed.push(target)
    target = only.to
  }
}

function enter(index: number) {
  return { type: 'enter', params: { index } } as const
}

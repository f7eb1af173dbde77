import { type AnyActorScope, assign, createActor, createMachine, type SnapshotFrom } from 'xstate'
import { type Condition, type Facts, holds } from './condition.ts'
import type { Step } from './flow.ts'
import type { Edge, Graph } from './graph.ts'
import { waits } from './waits.ts'

/** What moves a flow on from a step at which it waits. `facts` are all that are known from then on. */
export type Move = { readonly type: 'moved'; readonly facts: Facts; readonly outcome?: string }

/** The steps entered so far, the last one first; shared between snapshots. */
export interface Entered {
  readonly index: number
  readonly before: Entered | undefined
}

/** Where a machine stands: all of it that anybody but the machine needs. */
export interface Standing {
  readonly context: { readonly facts: Facts; readonly entered: Entered | undefined }
}

/** A flow's machine. Immutable: a move gives another standing. */
export interface FlowMachine {
  /** The first step that waits. */
  begin(facts: Facts): Standing
  /** The next step that waits, from one that does. */
  move(from: Standing, next: Move): Standing
}

interface Types {
  context: Standing['context']
  events: Move
  guards:
    | { type: 'holds'; params: { readonly when: Condition } }
    | { type: 'decided'; params: { readonly outcome: string } }
  actions: { type: 'enter'; params: { readonly index: number } }
}

/**
 * Compiles a flow's graph to an XState machine. Asks, decides and books wait for a move; all others are passed at once; ends
 * are final. A state is named by the index of its step; `ready` comes before all. Moves along the only way there is take it
 * without the machine, which stands where they led once there is something to choose.
 */
export function compile(graph: Graph): FlowMachine {
  const machine = toMachine(graph)
  const scope = inertScope(machine)
  const ready = machine.getInitialSnapshot(scope)
  const ahead = graph.steps.map((_step, index) => straightWay(graph, index))
  const toSnapshot = (standing: Standing) =>
    isSnapshot(standing)
      ? standing
      : machine.resolveState({ value: String(standing.context.entered?.index), context: standing.context })
  return {
    begin: facts => machine.transition(ready, { type: 'moved', facts }, scope),
    move(from, next) {
      const { entered } = from.context
      const straight = entered && ahead[entered.index]
      if (straight) return { context: { facts: next.facts, entered: straight.reduce(chain, entered) } }
      return machine.transition(toSnapshot(from), next, scope)
    },
  }
}

/**
 * The steps that any move from a step enters, where nothing is left to choose: two thirds of a conversation, for which
 * the machine's whole turn would be spent on finding its only transition. Undefined where there is a choice.
 */
function straightWay(graph: Graph, index: number): readonly number[] | undefined {
  const [only, ...others] = graph.edges[index] ?? []
  if (!only || others.length > 0 || only.when || only.outcome !== undefined) return undefined
  const { passed, target } = wayTo(graph, only.to)
  const step = graph.steps[target]
  return step && (waits(step) || step.kind === 'end') ? [...passed, target] : undefined
}

function chain(before: Entered, index: number): Entered {
  return { index, before }
}

type Machine = ReturnType<typeof toMachine>

/** The widget finds the first question without a machine and takes it from there. */
function isSnapshot(standing: Standing): standing is SnapshotFrom<Machine> {
  return 'machine' in standing
}

/**
 * XState's own `transition` makes an actor for each move, and with it the machine's first snapshot: most of the time a
 * replay took. Nothing here is ever started, so one actor serves all moves.
 */
function inertScope(machine: Machine): AnyActorScope {
  const self = createActor(machine)
  const nothing = () => {}
  return {
    self,
    id: '',
    sessionId: '',
    system: self.system,
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    actionExecutor: nothing,
  }
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

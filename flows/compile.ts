import { type AnyActorScope, assign, createActor, createMachine } from 'xstate'
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

/** Cases remembered of one flow: more than any but a flow of very many branches has. */
const MOST_CASES = 1_000

/**
 * Compiles a flow's graph to an XState machine. Asks, decides and books wait for a move; all others are passed at once; ends
 * are final. A state is named by the index of its step; `ready` comes before all. Where a move leads follows from the step it
 * leaves and from which of the guards ahead hold: the machine is asked once in each such case.
 */
export function compile(graph: Graph): FlowMachine {
  const machine = toMachine(graph)
  const scope = inertScope(machine)
  const ready: Place = { name: 'ready', guards: guardsAhead(graph, [{ to: 0 }]) }
  const places = graph.edges.map((edges, index): Place => ({ name: String(index), guards: guardsAhead(graph, edges) }))
  const known = new Map<string, readonly number[]>()

  function ask(name: string, next: Move): readonly number[] {
    const from = machine.resolveState({ value: name, context: { facts: {}, entered: undefined } })
    return indexesOf(machine.transition(from, next, scope).context.entered)
  }

  function stepsEntered({ name, guards }: Place, next: Move): readonly number[] {
    const key = guards.reduce((text, guard) => text + (guard(next) ? '+' : '-'), name)
    const found = known.get(key) ?? ask(name, next)
    if (known.size < MOST_CASES) known.set(key, found)
    return found
  }

  function move({ context: { entered } }: Standing, next: Move): Standing {
    const steps = stepsEntered((entered && places[entered.index]) ?? ready, next)
    return { context: { facts: next.facts, entered: steps.reduce(chain, entered) } }
  }
  return { begin: facts => move({ context: { facts, entered: undefined } }, { type: 'moved', facts }), move }
}

/** Where a machine waits. */
interface Place {
  readonly name: string
  /** All that a move from here may come by, in the order of the graph. */
  readonly guards: readonly ((next: Move) => boolean)[]
}

function guardsAhead(graph: Graph, from: readonly Edge[]): Place['guards'] {
  const guards: ((next: Move) => boolean)[] = []
  const seen = new Set<number>()
  const follow = (edges: readonly Edge[]) => {
    for (const { to, when, outcome } of edges) {
      if (when) guards.push(next => holds(when, next.facts))
      else if (outcome !== undefined) guards.push(next => next.outcome === outcome)
      const { target } = wayTo(graph, to)
      const step = graph.steps[target]
      if (!step || waits(step) || seen.has(target)) continue
      seen.add(target)
      follow(graph.edges[target] ?? [])
    }
  }
  follow(from)
  return guards
}

function indexesOf(last: Entered | undefined): readonly number[] {
  const indexes: number[] = []
  for (let node = last; node; node = node.before) indexes.push(node.index)
  return indexes.reverse()
}

function chain(before: Entered | undefined, index: number): Entered {
  return { index, before }
}

type Machine = ReturnType<typeof toMachine>

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

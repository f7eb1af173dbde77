import { type AnyActorScope, createActor } from 'xstate'
import { type Compiled, compile, type FlowMachine, type FlowSnapshot, type Move } from './compile.ts'
import type { Facts } from './condition.ts'
import { type Early, fallsAway } from './early.ts'
import { factsOf } from './fields/index.ts'
import type { Answer, PublicFlow, Step } from './flow.ts'

/** What a visitor gave at a step that waits. */
export type Given =
  | { readonly type: 'answered'; readonly value: Answer }
  | { readonly type: 'skipped' }
  | { readonly type: 'booked' }
  | { readonly type: 'clicked' }

/** A decision that counts; one by `fallback` goes the step's fallback way, whatever its outcome says. */
export interface Decided {
  readonly outcome: string
  readonly by: 'fallback' | 'server'
}

/** All that was given and decided, by step id, on the path or not. */
export interface Memory {
  readonly given: ReadonlyMap<string, Given>
  readonly decided: ReadonlyMap<string, Decided>
  readonly early?: Early | undefined
}

/** A place in the flow: the snapshot of the machine there, and the waiting steps passed on the way, the last one first. */
export interface Walk {
  readonly snapshot: FlowSnapshot
  readonly passed: Walk | undefined
}

/** Walks one flow. All that moves its machine is here. */
export interface Walker extends Compiled {
  readonly flow: PublicFlow
  /** Where the machine is before its first move. */
  readonly ready: FlowSnapshot
  /** What XState wants to know of who asks for a transition: nobody, and nothing comes of it but the next snapshot. */
  readonly scope: AnyActorScope
}

export function createWalker(flow: PublicFlow): Walker {
  const compiled = compile(flow)
  const scope = inertScope(compiled.machine)
  return { ...compiled, flow, scope, ready: compiled.machine.getInitialSnapshot(scope) }
}

/**
 * XState's own `transition` makes an actor for each move, and with it the machine's first snapshot: most of the time a
 * replay took. Nothing here is ever started, so one actor serves all moves.
 */
function inertScope(machine: FlowMachine): AnyActorScope {
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

/** The first step that waits. */
export function begin(walker: Walker, facts: Facts): Walk {
  return { snapshot: move(walker, walker.ready, { type: 'moved', facts }), passed: undefined }
}

/** Goes on from the place while memory has something for the step there. */
export function settle(walker: Walker, from: Walk, memory: Memory): Walk {
  let walk = from
  for (let move = moveAt(walker, walk, memory); move; move = moveAt(walker, walk, memory))
    walk = advance(walker, walk, move)
  return walk
}

export function advance(walker: Walker, walk: Walk, next: Move): Walk {
  return { snapshot: move(walker, walk.snapshot, next), passed: walk }
}

function move({ machine, scope }: Walker, from: FlowSnapshot, next: Move): FlowSnapshot {
  return machine.transition(from, next, scope)
}

/** Back to the place where the walk waited at a step; undefined when it never did. */
export function rewind(walk: Walk, index: number): Walk | undefined {
  let place: Walk | undefined = walk
  while (place && indexAt(place) > index) place = place.passed
  return place && indexAt(place) === index ? place : undefined
}

export function indexAt(walk: Walk): number {
  return walk.snapshot.context.entered?.index ?? 0
}

export function stepAt(walker: Walker, walk: Walk): Step {
  return walker.graph.steps[indexAt(walk)] as Step // the machine's states are the steps of this graph
}

/** Every step entered up to the place, in order, the place included. */
export function entered(walker: Walker, walk: Walk): Step[] {
  const steps: Step[] = []
  for (let node = walk.snapshot.context.entered; node; node = node.before) {
    steps.push(walker.graph.steps[node.index] as Step) // see stepAt
  }
  return steps.reverse()
}

function moveAt(walker: Walker, walk: Walk, { given, decided, early }: Memory): Move | undefined {
  const step = stepAt(walker, walk)
  const { facts } = walk.snapshot.context
  if (step.kind === 'decide') {
    const decision = decided.get(step.id)
    return decision && { type: 'moved', facts, ...(decision.by === 'server' && { outcome: decision.outcome }) }
  }
  const here = given.get(step.id)
  if (!here && early && indexAt(walk) < early.index && fallsAway(walker.flow, step)) return { type: 'moved', facts }
  return here && { type: 'moved', facts: step.kind === 'ask' ? learn(walker, step.field, facts, here) : facts }
}

function learn({ flow }: Walker, id: string, facts: Facts, given: Given): Facts {
  const field = flow.fields[id]
  return field && given.type === 'answered' ? { ...facts, ...factsOf(id, field, given.value) } : facts
}

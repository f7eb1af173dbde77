import { compile, type FlowMachine, type Move, type Standing } from './compile.ts'
import type { Facts } from './condition.ts'
import { type Early, fallsAway } from './early.ts'
import { factsOf } from './fields/index.ts'
import type { Answer, PublicFlow, Step } from './flow.ts'
import { type Graph, toGraph } from './graph.ts'

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

/** A place in the flow: how the machine stands there, and the waiting steps passed on the way, the last one first. */
export interface Walk {
  readonly standing: Standing
  readonly passed: Walk | undefined
}

/** Walks one flow. */
export interface Walker {
  readonly flow: PublicFlow
  readonly graph: Graph
  readonly machine: FlowMachine
}

export function createWalker(flow: PublicFlow): Walker {
  const graph = toGraph(flow)
  return { flow, graph, machine: compile(graph) }
}

/** The first step that waits. */
export function begin(walker: Walker, facts: Facts): Walk {
  return { standing: walker.machine.begin(facts), passed: undefined }
}

/** Goes on from the place while memory has something for the step there. */
export function settle(walker: Walker, from: Walk, memory: Memory): Walk {
  let walk = from
  for (let move = moveAt(walker, walk, memory); move; move = moveAt(walker, walk, memory))
    walk = advance(walker, walk, move)
  return walk
}

export function advance(walker: Walker, walk: Walk, next: Move): Walk {
  return { standing: walker.machine.move(walk.standing, next), passed: walk }
}

/** Back to the place where the walk waited at a step; undefined when it never did. */
export function rewind(walk: Walk, index: number): Walk | undefined {
  let place: Walk | undefined = walk
  while (place && indexAt(place) > index) place = place.passed
  return place && indexAt(place) === index ? place : undefined
}

export function indexAt(walk: Walk): number {
  return walk.standing.context.entered?.index ?? 0
}

export function stepAt(walker: Walker, walk: Walk): Step {
  return walker.graph.steps[indexAt(walk)] as Step // the machine's states are the steps of this graph
}

/** Every step entered up to the place, in order, the place included. */
export function entered(walker: Walker, walk: Walk): Step[] {
  const steps: Step[] = []
  for (let node = walk.standing.context.entered; node; node = node.before) {
    steps.push(walker.graph.steps[node.index] as Step) // see stepAt
  }
  return steps.reverse()
}

function moveAt(walker: Walker, walk: Walk, { given, decided, early }: Memory): Move | undefined {
  const step = stepAt(walker, walk)
  const { facts } = walk.standing.context
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

import type * as All from '#flows/compile.ts'
import { type Facts, holds } from '#flows/condition.ts'
import type { Graph } from '#flows/graph.ts'
import { waits } from '#flows/waits.ts'

// The built widget has this in place of flows/compile.ts (see build.ts): the first question is found without a machine, and
// the machine takes it from there. XState is half of what the widget weighs, and nothing moves before the first answer.

let real: typeof All.compile | undefined

/** Every flow has its machine from now on. */
export function learnCompile({ compile }: Pick<typeof All, 'compile'>): void {
  real = compile
}

export function compile(graph: Graph): All.FlowMachine {
  let machine: All.FlowMachine | undefined
  const get = () => (machine ??= real?.(graph))
  return {
    begin: facts => get()?.begin(facts) ?? firstWaiting(graph, facts),
    move(from, next) {
      const known = get()
      if (!known) throw new Error('A flow moves once its machine is there.')
      return known.move(from, next)
    },
  }
}

/** Where the machine begins, as a property test holds it to. */
export function firstWaiting({ steps, edges }: Graph, facts: Facts): All.Standing {
  let entered: All.Entered | undefined
  for (let index = 0; ; ) {
    entered = { index, before: entered }
    const step = steps[index]
    const way = edges[index]?.find(({ when }) => !when || holds(when, facts))
    if (!step || waits(step) || !way) return { context: { facts, entered } }
    index = way.to
  }
}

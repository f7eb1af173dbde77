import type { Condition } from './condition.ts'
import type { PublicFlow, Step } from './flow.ts'

/** A way on from a step: taken when its condition holds (or its outcome is the one decided), else the next edge is tried. The last edge of a step has neither. */
export interface Edge {
  /** Index of a later step. */
  readonly to: number
  readonly when?: Condition
  readonly outcome?: string
}

/** The steps with their edges, by index; a last step of its own catches what runs off the end of the list. */
export interface Graph {
  readonly steps: readonly Step[]
  readonly edges: readonly (readonly Edge[])[]
  readonly indexOf: ReadonlyMap<string, number>
}

/** Where a flow goes when it runs off its last step. Its id is none a flow can have. */
export const OFF_THE_END: Step = { id: '$end', kind: 'end', outcome: 'done', text: '' }

/** Every edge leads forward, so every walk ends: a jump to an earlier or an unknown step (a draft may hold one) goes to the next step instead. */
export function toGraph(flow: Pick<PublicFlow, 'steps'>): Graph {
  const steps = [...flow.steps, OFF_THE_END]
  const indexOf = new Map(flow.steps.map((step, index) => [step.id, index] as const).reverse())
  const edges = steps.map((step, index) => {
    const forward = (id: string | undefined) => Math.max(index + 1, (id !== undefined && indexOf.get(id)) || 0)
    return edgesOf(step, forward)
  })
  return { steps, edges, indexOf }
}

function edgesOf(step: Step, forward: (id: string | undefined) => number): Edge[] {
  if (step.kind === 'end') return []
  if (step.kind !== 'decide') {
    return [...(step.next ?? []).map(({ when, to }) => ({ when, to: forward(to) })), { to: forward(step.to) }]
  }
  const outcomes = Object.entries(step.outcomes).map(([outcome, to]) => ({ outcome, to: forward(to) }))
  return [...outcomes, { to: forward(step.fallback) }]
}

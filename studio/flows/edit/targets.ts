import type { Flow, Step } from '#flows/flow.ts'

/** One way on from a step that names where it goes. */
export interface Target {
  readonly step: Step
  readonly to: string
  /** Which of the step's ways: `to`, `fallback`, an outcome, or the number of the jump. */
  readonly way: { readonly kind: 'to' | 'fallback' } | { readonly kind: 'outcome' | 'jump'; readonly key: string }
}

/** Every place in which a step names another. */
export function targetsOf(step: Step): Target[] {
  if (step.kind === 'end') return []
  if (step.kind === 'decide') {
    const outcomes = Object.entries(step.outcomes).map(([key, to]): Target => {
      return { step, to, way: { kind: 'outcome', key } }
    })
    return [...outcomes, { step, to: step.fallback, way: { kind: 'fallback' } }]
  }
  const jumps = (step.next ?? []).map(({ to }, index): Target => {
    return { step, to, way: { kind: 'jump', key: String(index) } }
  })
  return step.to === undefined ? jumps : [...jumps, { step, to: step.to, way: { kind: 'to' } }]
}

/** The step with every target passed through `change`; null takes that way out (a fallback cannot go and stays). */
export function retarget(step: Step, change: (target: Target) => string | null): Step {
  if (step.kind === 'end') return step
  const changed = new Map(targetsOf(step).map(target => [keyOf(target.way), change(target)]))
  if (step.kind === 'decide') {
    const outcomes = Object.keys(step.outcomes).flatMap(key => {
      const to = changed.get(keyOf({ kind: 'outcome', key }))
      return to ? [[key, to] as const] : []
    })
    return {
      ...step,
      outcomes: Object.fromEntries(outcomes),
      fallback: changed.get(keyOf({ kind: 'fallback' })) ?? step.fallback,
    }
  }
  const { next, to: _to, ...rest } = step
  const jumps = (next ?? []).flatMap((jump, index) => {
    const to = changed.get(keyOf({ kind: 'jump', key: String(index) }))
    return to ? [{ ...jump, to }] : []
  })
  const to = changed.get(keyOf({ kind: 'to' }))
  return { ...rest, ...(jumps.length > 0 && { next: jumps }), ...(to && { to }) }
}

export function indexOfStep(flow: Pick<Flow, 'steps'>, id: string): number {
  return flow.steps.findIndex(step => step.id === id)
}

/** What a person calls a step: its words, shortened, or what it does. */
export function nameOf(step: Step | undefined): string {
  if (!step) return 'a step that is gone'
  if (step.kind === 'branch') return 'Branch'
  if (step.kind === 'decide') return 'Score and route'
  return `“${step.text.length > 40 ? `${step.text.slice(0, 38).trimEnd()}…` : step.text}”`
}

function keyOf(way: Target['way']): string {
  return 'key' in way ? `${way.kind} ${way.key}` : way.kind
}

import type { AskStep, Field, FieldKindName, Flow, Step } from '#flows/flow.ts'
import { dropWordings } from './drop-wordings.ts'
import { fieldIdFor, newField } from './new-field.ts'
import { freeId, slugOf } from './slugs.ts'
import { indexOfStep, nameOf, retarget, type Target, targetsOf } from './targets.ts'

/** A flow after an edit, and in words what else had to change with it. */
export interface Edited {
  readonly flow: Flow
  readonly notes: readonly string[]
}

export type NewStep =
  | { readonly kind: 'say' | 'book' | 'handoff' | 'end'; readonly text: string }
  | { readonly kind: 'branch' }
  | { readonly kind: 'decide' }
  | {
      readonly kind: 'ask'
      readonly text: string
      readonly field: FieldKindName
      /** Answers to choose from, for kinds that let one choose freely. */
      readonly labels?: readonly string[]
      readonly about?: 'name' | 'company' | 'title' | 'message' | 'other'
    }

/** Puts a new step before the one at `index` (the end of the list when past it). Answers with its id. */
export function addStep(flow: Flow, index: number, wanted: NewStep): { readonly flow: Flow; readonly id: string } {
  const taken = flow.steps.map(({ id }) => id)
  const at = Math.min(Math.max(index, 0), flow.steps.length)
  if (wanted.kind === 'ask') {
    const made = newField(wanted.field, wanted.labels)
    const field: Field = made.kind === 'text' && wanted.about ? { ...made, about: wanted.about } : made
    const fieldId = fieldIdFor(flow, field, wanted.text)
    const id = freeId(`q_${fieldId}`, taken)
    const step: AskStep = { id, kind: 'ask', field: fieldId, text: wanted.text }
    return { flow: { ...insert(flow, at, step), fields: { ...flow.fields, [fieldId]: field } }, id }
  }
  const words = 'text' in wanted ? `_${slugOf(wanted.text, 'text')}` : ''
  const id = freeId(`${wanted.kind}${words}`, taken)
  return { flow: insert(flow, at, toStep(flow, at, id, wanted)), id }
}

/** Replaces a step; its id stays. */
export function changeStep<S extends Step>(flow: Flow, step: S, change: Partial<Omit<S, 'id' | 'kind'>>): Flow {
  const entries = Object.entries({ ...step, ...change }).filter(([, value]) => value !== undefined)
  const changed = Object.fromEntries(entries) as unknown as S // the same step with some settings replaced or left out
  return { ...flow, steps: flow.steps.map(one => (one.id === step.id ? changed : one)) }
}

/**
 * Takes a step out. What led to it leads on to where it went; decisions that had it as their target take their fallback.
 * With it go its words under test, its translations, promises about it, and a field nobody asks any more.
 */
export function removeStep(flow: Flow, id: string): Edited {
  const index = indexOfStep(flow, id)
  const gone = flow.steps[index]
  if (!gone) return { flow, notes: [] }
  const onward = onwardOf(gone) ?? flow.steps[index + 1]?.id ?? null
  const notes: string[] = []
  const rest = flow.steps.filter(step => step.id !== id)
  const repaired = rest.map(step => retarget(step, target => (target.to === id ? repair(target) : target.to)))
  function repair({ step, way }: Target): string | null {
    const fallback = step.kind === 'decide' && step.fallback !== id ? step.fallback : null
    // A jump to an end that is gone must not reach some other end: the conversation goes on instead.
    const jumped = gone?.kind === 'end' && step.kind !== 'decide' ? null : onward
    const to = way.kind === 'outcome' ? (fallback ?? onward) : jumped
    notes.push(`${nameOf(step)} now leads to ${to ? nameOf(rest.find(one => one.id === to)) : 'the step after it'}`)
    return to
  }
  const promises = flow.promises?.filter(promise => promise.never !== id)
  for (const { name } of flow.promises?.filter(promise => promise.never === id) ?? []) {
    notes.push(`The promise “${name}” was about this step and went with it`)
  }
  const { flow: cleaned, ended } = dropWordings({ ...flow, steps: repaired, ...(promises && { promises }) }, key =>
    key.startsWith(`${id}.`),
  )
  for (const experiment of ended) notes.push(`The test “${experiment}” ended with it`)
  return { flow: dropUnasked(cleaned, gone), notes }
}

/** Swaps a step with its neighbour (`by` −1 or 1). A jump that would go backward now goes to the step after instead. */
export function moveStep(flow: Flow, id: string, by: -1 | 1): Edited {
  const from = indexOfStep(flow, id)
  const to = from + by
  const [moved, neighbour] = [flow.steps[from], flow.steps[to]]
  if (!moved || !neighbour) return { flow, notes: [] }
  const swapped = flow.steps.map((step, index) => (index === from ? neighbour : index === to ? moved : step))
  const [first, second] = by < 0 ? [moved, neighbour] : [neighbour, moved]
  const after = swapped[Math.max(from, to) + 1]
  const broken = targetsOf(second).filter(target => target.to === first.id)
  const notes = broken.map(() => {
    return `${nameOf(second)} led to ${nameOf(first)}, which now comes before it; it goes on to ${after ? nameOf(after) : 'the end'}`
  })
  const mended = retarget(second, target => {
    if (target.to !== first.id) return target.to
    return target.way.kind === 'to' ? null : (after?.id ?? null)
  })
  const steps = swapped.map(step => (step === second && broken.length > 0 ? mended : step))
  return { flow: { ...flow, steps }, notes: [...new Set(notes)] }
}

function toStep(flow: Flow, at: number, id: string, wanted: Exclude<NewStep, { kind: 'ask' }>): Step {
  if (wanted.kind === 'branch') return { id, kind: 'branch' }
  if (wanted.kind === 'end') return { id, kind: 'end', outcome: 'done', text: wanted.text }
  if (wanted.kind !== 'decide') return { id, kind: wanted.kind, text: wanted.text }
  const later = flow.steps.slice(at)
  const ends = later.filter(step => step.kind === 'end')
  const sales = later.find(step => step.kind === 'book') ?? ends.find(end => end.outcome === 'sales')
  const outcomes = Object.fromEntries(ends.filter(end => end.outcome !== 'done').map(end => [end.outcome, end.id]))
  const fallback = ends.find(end => end.outcome === 'nurture') ?? ends[0] ?? later[0]
  return {
    id,
    kind: 'decide',
    outcomes: { ...(sales && { sales: sales.id }), ...outcomes, ...(sales && { sales: sales.id }) },
    fallback: fallback?.id ?? id,
  }
}

function onwardOf(step: Step): string | undefined {
  if (step.kind === 'end') return undefined
  return step.kind === 'decide' ? step.fallback : step.to
}

function insert(flow: Flow, at: number, step: Step): Flow {
  return { ...flow, steps: [...flow.steps.slice(0, at), step, ...flow.steps.slice(at)] }
}

function dropUnasked(flow: Flow, gone: Step): Flow {
  if (gone.kind !== 'ask') return flow
  if (flow.steps.some(step => step.kind === 'ask' && step.field === gone.field)) return flow
  const fields = Object.fromEntries(Object.entries(flow.fields).filter(([id]) => id !== gone.field))
  return { ...dropWordings(flow, key => key.startsWith(`fields.${gone.field}.`)).flow, fields }
}

import { CONTEXT_FACTS } from '../context-facts.ts'
import type { Answer, Field, Flow, Step } from '../flow.ts'
import { candidatesOf } from './candidates.ts'
import { error, type Finding, warning } from './finding.ts'
import { comparedWith, guardLeaves, leavesOf, type PlacedLeaf } from './leaves.ts'

/** Whether everything a flow names is there: steps, fields, facts, options. */
export function checkReferences(flow: Flow): Finding[] {
  const targeting = flow.targeting ? leavesOf(flow.targeting, '/targeting') : []
  const doubts = (flow.doubts ?? []).flatMap(({ when }, index) => leavesOf(when, `/doubts/${index}/when`))
  return [
    ...duplicates(flow.steps, '/steps', 'step'),
    ...flow.steps.flatMap((step, index) => checkTargets(flow, step, index)),
    ...flow.steps.flatMap((step, index) => checkAsk(flow, step, index)),
    ...Object.entries(flow.fields).flatMap(([id, field]) => checkField(flow, id, field)),
    ...[...guardLeaves(flow), ...targeting, ...doubts].flatMap(placed => checkLeaf(flow, placed)),
    ...(flow.promises ?? []).flatMap((promise, index) => checkPromise(flow, promise, `/promises/${index}`)),
    ...duplicates(flow.doubts ?? [], '/doubts', 'doubt'),
    ...duplicates(flow.experiments ?? [], '/experiments', 'experiment'),
    ...(flow.experiments ?? []).flatMap(({ variants }, index) =>
      duplicates(variants, `/experiments/${index}/variants`, 'variant'),
    ),
  ]
}

/** Every fact a guard may read: what fields give, and the parts of the visit's context. */
export function knowsFact(flow: Pick<Flow, 'fields'>, name: string): boolean {
  const [first = ''] = name.split('.')
  const field = Object.hasOwn(flow.fields, first) ? flow.fields[first] : undefined
  if (!field) return CONTEXT_FACTS.has(name) || /^(utm|variant)\.[a-z0-9_]+$/.test(name)
  if (field.kind === 'hidden') return name === first
  return candidatesOf(first, field, new Map()).some(({ facts }) => name in facts)
}

function duplicates(items: readonly { readonly id: string }[], pointer: string, what: string): Finding[] {
  const seen = new Set<string>()
  return items.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    const message = `Another ${what} is called ${id} already.`
    return [error('duplicate_id', { pointer: `${pointer}/${index}/id`, message, ...(what === 'step' && { step: id }) })]
  })
}

const OUTCOMES = new Set(['sales', 'nurture', 'trial', 'guide', 'support', 'exit'])

function checkTargets(flow: Flow, step: Step, index: number): Finding[] {
  const at = `/steps/${index}`
  if (step.kind === 'end') return []
  if (step.kind !== 'decide') {
    const jumps = (step.next ?? []).map(({ to }, jump) => [to, `${at}/next/${jump}/to`] as const)
    const all = step.to === undefined ? jumps : [...jumps, [step.to, `${at}/to`] as const]
    return all.flatMap(([to, pointer]) => checkTarget(flow, step, { index, to, pointer }))
  }
  const outcomes = Object.entries(step.outcomes).map(([outcome, to]) => ({
    to,
    pointer: `${at}/outcomes/${outcome}`,
    outcome,
  }))
  const unknown = outcomes
    .filter(({ outcome }) => !OUTCOMES.has(outcome))
    .map(({ pointer, outcome }) =>
      warning('unknown_outcome', { pointer, step: step.id, message: `No routing rule decides “${outcome}”.` }),
    )
  const targets = [...outcomes, { to: step.fallback, pointer: `${at}/fallback` }]
  return [...targets.flatMap(({ to, pointer }) => checkTarget(flow, step, { index, to, pointer })), ...unknown]
}

function checkTarget(
  flow: Flow,
  { id }: Step,
  { index, to, pointer }: { index: number; to: string; pointer: string },
): Finding[] {
  const target = flow.steps.findIndex(step => step.id === to)
  if (target < 0) return [error('dangling_target', { pointer, step: id, message: `There is no step called ${to}.` })]
  if (target > index) return []
  const message =
    to === id
      ? 'This step leads to itself.'
      : `This leads back to ${to}. Jumps only go forward, so that every conversation ends.`
  return [error('flow_cycle', { pointer, step: id, message })]
}

function checkAsk(flow: Flow, step: Step, index: number): Finding[] {
  if (step.kind !== 'ask') return []
  const field = Object.hasOwn(flow.fields, step.field) ? flow.fields[step.field] : undefined
  if (field?.kind === 'hidden') {
    const message = `${step.field} is hidden: it is known without being asked.`
    return [error('hidden_asked', { pointer: `/steps/${index}/field`, step: step.id, message })]
  }
  if (field) return []
  const message = `There is no field called ${step.field}.`
  return [error('unknown_field', { pointer: `/steps/${index}/field`, step: step.id, message })]
}

function checkField(flow: Flow, id: string, field: Field): Finding[] {
  const pointer = `/fields/${id}`
  const options = 'options' in field ? field.options : []
  const asked = flow.steps.some(step => step.kind === 'ask' && step.field === id)
  const sources = field.kind !== 'hidden' || field.query || field.attribute || field.prefill
  const bounds = [
    ...options.map((option, index) => [option, `${pointer}/options/${index}`] as const),
    [field, pointer] as const,
  ]
  return [
    ...duplicates(options, `${pointer}/options`, 'option'),
    ...(asked || field.kind === 'hidden'
      ? []
      : [warning('unused_field', { pointer, message: 'No step asks for this.' })]),
    ...(sources ? [] : [warning('hidden_without_source', { pointer, message: 'Say where this comes from.' })]),
    ...checkSlider(field, pointer),
    ...bounds.flatMap(([range, at]) => checkRange(range, at)),
  ]
}

/** What a control cannot show as it is set. */
function checkSlider(field: Field, pointer: string): Finding[] {
  const open =
    field.kind === 'number' && field.show === 'slider' && (field.min === undefined || field.max === undefined)
  const message = 'A slider needs a lowest and a highest number.'
  return open ? [error('slider_open', { pointer, message })] : []
}

function checkRange(range: object, pointer: string): Finding[] {
  const { min, max } = range as { readonly min?: number | string; readonly max?: number | string } // optional on every option and field
  if (min === undefined || max === undefined || min <= max) return []
  return [error('range_invalid', { pointer, message: `The smallest (${min}) is above the largest (${max}).` })]
}

function checkLeaf(flow: Flow, { leaf, pointer, step }: PlacedLeaf): Finding[] {
  if (!knowsFact(flow, leaf.fact)) {
    const message = `Nothing is called ${leaf.fact}: neither a field nor a part of the visit.`
    return [error('unknown_fact', { pointer: `${pointer}/fact`, step, message })]
  }
  const field = Object.hasOwn(flow.fields, leaf.fact) ? flow.fields[leaf.fact] : undefined
  if (!field || !('options' in field) || 'known' in leaf || 'unknown' in leaf || 'glob' in leaf) return []
  if (
    (field.kind === 'multi_choice') !== 'has' in leaf ||
    comparedWith(leaf).some(value => typeof value !== 'string')
  ) {
    const message =
      field.kind === 'multi_choice'
        ? 'Several options can be chosen here: ask whether the answer has one of them.'
        : `This compares the chosen option, not its number: use ${leaf.fact}.min or its like.`
    return [warning('wrong_comparison', { pointer, step, message })]
  }
  const missing = comparedWith(leaf).find(value => !field.options.some(option => option.id === value))
  if (missing === undefined) return []
  return [error('unknown_option', { pointer, step, message: `${leaf.fact} has no option called ${missing}.` })]
}

function checkPromise(
  flow: Flow,
  { facts, never }: { readonly facts: Readonly<Record<string, Answer>>; readonly never: string },
  pointer: string,
): Finding[] {
  const known = flow.steps.some(step => step.id === never)
  const dangling = error('dangling_target', {
    pointer: `${pointer}/never`,
    message: `There is no step called ${never}.`,
  })
  const leaves = Object.entries(facts).flatMap(([fact, value]): PlacedLeaf[] =>
    [value].flat().map(one => ({
      leaf: Array.isArray(value) ? { fact, has: String(one) } : { fact, is: one as string | number | boolean }, // flattened
      pointer: `${pointer}/facts/${fact}`,
    })),
  )
  return [...(known ? [] : [dangling]), ...leaves.flatMap(leaf => checkLeaf(flow, leaf))]
}

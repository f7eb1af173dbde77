import { canonicalJson } from '#flows/canonical.ts'
import type { Field, Flow, Step } from '#flows/flow.ts'
import { publicFlow, wordings } from '#flows/locale.ts'
import { describeModelChanges } from '../models/describe-model-changes.ts'
import type { Draft, DraftPart } from './draft.ts'

/** One difference, in words. */
export interface DraftChange {
  readonly part: DraftPart
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  readonly text: string
  readonly before?: string
  readonly after?: string
  /** Step it is about, when it is about one. */
  readonly step?: string
}

/** What makes `draft` differ from `live`, in the order a person reads a flow. */
export function describeChanges(live: Draft, draft: Draft): DraftChange[] {
  return [
    ...stepChanges(live.flow, draft.flow),
    ...fieldChanges(live.flow, draft.flow),
    ...experimentChanges(live.flow, draft.flow),
    ...settingChanges(live.flow, draft.flow),
    ...modelChanges(live, draft),
    ...routingChanges(live, draft),
    ...(same(live.placement, draft.placement)
      ? []
      : [{ part: 'placement', kind: 'changed', text: 'Where the flow appears' } as const]),
  ]
}

function stepChanges(live: Flow, draft: Flow): DraftChange[] {
  const before = textsOf(live)
  const after = textsOf(draft)
  const changes = byKey(live.steps, draft.steps).flatMap(({ key, was, is }): DraftChange[] => {
    const about = { part: 'flow', step: key } as const
    if (!was && is) return [{ ...about, kind: 'added', text: `${stepName(is)} added`, after: wordsOf(is) }]
    if (was && !is) return [{ ...about, kind: 'removed', text: `${stepName(was)} removed`, before: wordsOf(was) }]
    if (!was || !is || same(was, is)) return []
    const reworded = ['text', 'hint', 'link.label'].flatMap((part): DraftChange[] => {
      const [old, fresh] = [before[`${key}.${part}`], after[`${key}.${part}`]]
      if (old === fresh) return []
      return [{ ...about, kind: 'changed', text: `${stepName(was)} reworded`, ...pair(old, fresh) }]
    })
    return same(wordless(was), wordless(is))
      ? reworded
      : [...reworded, { ...about, kind: 'changed', text: `${stepName(is)} leads elsewhere or asks differently` }]
  })
  const kept = (steps: readonly Step[], others: readonly Step[]) =>
    steps.filter(({ id }) => others.some(other => other.id === id)).map(({ id }) => id)
  return same(kept(live.steps, draft.steps), kept(draft.steps, live.steps))
    ? changes
    : [...changes, { part: 'flow', kind: 'moved', text: 'Steps put into another order' }]
}

function fieldChanges(live: Flow, draft: Flow): DraftChange[] {
  const entries = ({ fields }: Flow) => Object.entries(fields).map(([id, field]) => ({ id, field }))
  return byKey(entries(live), entries(draft)).flatMap(({ key, was, is }): DraftChange[] => {
    if (!was) return [{ part: 'flow', kind: 'added', text: `Field “${key}” added` }]
    if (!is) return [{ part: 'flow', kind: 'removed', text: `Field “${key}” removed` }]
    if (same(was.field, is.field)) return []
    const options = byKey(optionsOf(was.field), optionsOf(is.field)).flatMap(
      ({ was: old, is: fresh }): DraftChange[] => {
        if (!old) return [{ part: 'flow', kind: 'added', text: `Option “${fresh?.label}” added to “${key}”` }]
        if (!fresh) return [{ part: 'flow', kind: 'removed', text: `Option “${old.label}” removed from “${key}”` }]
        if (old.label === fresh.label) return []
        return [{ part: 'flow', kind: 'changed', text: `Option of “${key}” reworded`, ...pair(old.label, fresh.label) }]
      },
    )
    return options.length > 0 ? options : [{ part: 'flow', kind: 'changed', text: `Field “${key}” set up differently` }]
  })
}

function experimentChanges(live: Flow, draft: Flow): DraftChange[] {
  return byKey(live.experiments ?? [], draft.experiments ?? []).flatMap(({ key, was, is }): DraftChange[] => {
    if (!was) return [{ part: 'flow', kind: 'added', text: `Experiment “${key}” added (${is?.status})` }]
    if (!is) return [{ part: 'flow', kind: 'removed', text: `Experiment “${key}” removed` }]
    if (same(was, is)) return []
    return was.status === is.status
      ? [{ part: 'flow', kind: 'changed', text: `Experiment “${key}” changed: it counts afresh` }]
      : [{ part: 'flow', kind: 'changed', text: `Experiment “${key}”`, before: was.status, after: is.status }]
  })
}

function settingChanges(live: Flow, draft: Flow): DraftChange[] {
  const settings = [
    ['launcher', 'Launcher'],
    ['notice', 'Privacy notice'],
    ['snippets', 'Replies to questions'],
    ['doubts', 'What does not add up'],
    ['rhythm', 'Rhythm of the messages'],
    ['stopEarly', 'Ask no more than it takes'],
    ['resume', 'How long a conversation waits'],
    ['name', 'Name of the flow'],
    ['locale', 'Language'],
    ['translations', 'Translations'],
    ['targeting', 'Targeting'],
    ['promises', 'Promises'],
  ] as const
  return settings.flatMap(([key, text]): DraftChange[] =>
    same(live[key], draft[key])
      ? []
      : [{ part: 'flow', kind: 'changed', text, ...pair(show(live[key]), show(draft[key])) }],
  )
}

function modelChanges(live: Draft, draft: Draft): DraftChange[] {
  return describeModelChanges(live.model, draft.model, draft.flow).map(({ group: _group, ...change }) => ({
    part: 'model',
    ...change,
  }))
}

function routingChanges({ routing: live }: Draft, { routing: draft }: Draft): DraftChange[] {
  const part = 'routing' as const
  const lists = [
    ['Person', live.people, draft.people],
    ['Team', live.teams, draft.teams],
    ['Routing rule', live.rules, draft.rules],
  ] as const
  const changes = lists.flatMap(([what, before, after]) =>
    byKey<{ readonly id: string; readonly name: string }>(before, after).flatMap(({ was, is }) =>
      ruleChange(part, `${what} “${(is ?? was)?.name}”`, was, is),
    ),
  )
  const order = (rules: typeof live.rules) => rules.map(({ id }) => id)
  const moved = changes.length === 0 && !same(order(live.rules), order(draft.rules))
  return [
    ...changes,
    ...(moved ? [{ part, kind: 'moved', text: 'Routing rules put into another order' } as const] : []),
    ...value(part, 'Outcome when no rule holds', live.fallback.outcome, draft.fallback.outcome),
    ...(same(live.fallback.assign, draft.fallback.assign)
      ? []
      : [{ part, kind: 'changed', text: 'Who gets leads no rule holds for' } as const]),
  ]
}

function ruleChange(part: DraftPart, name: string, was: unknown, is: unknown): DraftChange[] {
  if (!was) return [{ part, kind: 'added', text: `${name} added` }]
  if (!is) return [{ part, kind: 'removed', text: `${name} removed` }]
  return same(was, is) ? [] : [{ part, kind: 'changed', text: `${name} changed` }]
}

function value(part: DraftPart, text: string, was: string | number | null, is: string | number | null): DraftChange[] {
  return was === is
    ? []
    : [{ part, kind: 'changed', text, before: String(was ?? 'never'), after: String(is ?? 'never') }]
}

/** Both sides by id: first everything of the new list in its order, then what is gone. */
function byKey<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
): { key: string; was?: T; is?: T }[] {
  const old = new Map(before.map(item => [item.id, item]))
  const fresh = new Set(after.map(({ id }) => id))
  return [
    ...after.map(is => {
      const was = old.get(is.id)
      return { key: is.id, is, ...(was && { was }) }
    }),
    ...before.filter(({ id }) => !fresh.has(id)).map(was => ({ key: was.id, was })),
  ]
}

function textsOf(flow: Flow): Readonly<Record<string, string | undefined>> {
  return wordings(publicFlow({ ...flow, experiments: [] }, flow.locale))
}

function stepName(step: Step): string {
  const kinds = {
    say: 'Message',
    ask: 'Question',
    branch: 'Branch',
    decide: 'Decision',
    book: 'Booking',
    handoff: 'Handover',
    end: 'End',
  }
  const words = wordsOf(step)
  return `${kinds[step.kind]} “${words.length > 60 ? `${words.slice(0, 59)}…` : words}”`
}

function wordsOf(step: Step): string {
  return 'text' in step ? step.text : step.id
}

function wordless(step: Step): unknown {
  const { text: _text, hint: _hint, link, ...rest } = { text: '', hint: '', link: undefined, ...step }
  return { ...rest, url: link?.url }
}

function optionsOf(field: Field): readonly { readonly id: string; readonly label: string }[] {
  return 'options' in field ? field.options : []
}

function show(setting: unknown): string | undefined {
  if (typeof setting === 'string') return setting
  const words = Object.values(setting ?? {}).filter(part => typeof part === 'string')
  return words.length > 0 ? words.join(' · ') : undefined
}

function pair(before: string | undefined, after: string | undefined) {
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) }
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null)
}

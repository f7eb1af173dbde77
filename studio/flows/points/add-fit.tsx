import type { ScoreModel } from '#server/http/api-type.ts'
import { factsFor } from '../conditions/fact-catalog.ts'
import { addFitRule, addOptionsRule, addWhenRule } from '../edit/edit-model.ts'
import { hasOptions } from '../edit/edit-options.ts'
import { useEditor, useModel } from '../editor/editor-context.ts'

const KINDS = [
  ['source', 'Where they came from'],
  ['account', 'The company'],
  ['crm', 'The CRM'],
  ['context', 'Day and hour'],
] as const

/** Questions that have no points yet, and the other kinds of rules. */
export function AddFit({ onAdded }: { readonly onAdded: (id: string) => void }) {
  const editor = useEditor()
  const { model, flow, editModel } = useModel()
  const scored = new Set(model.fit.flatMap(rule => (rule.kind === 'options' ? [rule.fact.split('.', 1)[0]] : [])))
  const unscored = Object.entries(flow.fields).filter(([id, field]) => hasOptions(field) && !scored.has(id))
  const labelOf = (id: string) => factsFor(flow, 'score').find(({ fact }) => fact === id)?.label ?? id
  const add = (change: (before: ScoreModel) => ScoreModel) => {
    editModel(change)
    const added = editor.draft.value.model.fit.at(-1)
    if (added) onAdded(added.id)
  }
  const chip = (key: string, label: string, change: (before: ScoreModel) => ScoreModel) => (
    <button type="button" key={key} class="chip" onClick={() => add(change)}>
      {label}
    </button>
  )
  return (
    <div class="rule-adds">
      <span class="quiet">Give points for</span>
      {unscored.map(([id]) => chip(id, labelOf(id), before => addOptionsRule(before, flow, id, labelOf(id))))}
      {chip('when', 'A condition', before => addWhenRule(before, factsFor(flow, 'score')[0]?.fact ?? 'lang'))}
      {KINDS.map(([kind, label]) => chip(kind, label, before => addFitRule(before, kind)))}
    </div>
  )
}

import type { FitRule } from '#server/http/api-type.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { factsFor } from '../conditions/fact-catalog.ts'
import { addFitRule, addOptionsRule, addWhenRule, changeModel, removeRule } from '../edit/edit-model.ts'
import { hasOptions } from '../edit/edit-options.ts'
import { useEditor, useModel } from '../editor/editor-context.ts'
import { FitForm } from './fit-form.tsx'
import { PartNotes } from './part-notes.tsx'

const KINDS = [
  ['source', 'Where they came from'],
  ['account', 'The company'],
  ['crm', 'The CRM'],
  ['context', 'Day and hour'],
] as const

/** Points for who the lead is. */
export function FitList() {
  const editor = useEditor()
  const { model, readOnly, editModel } = useModel()
  const remove = (rule: FitRule) => {
    editModel(before => removeRule(before, rule.id))
    tell(`“${nameOf(rule)}” gives no points any more`, editor.undo)
  }
  return (
    <section class="room-part-list">
      <header class="row" data-spread>
        <div>
          <h2>Fit: who they are</h2>
          <p class="quiet">Points for answers, company and source. They do not fade.</p>
        </div>
        <NumberField
          label="Counts at most"
          unit="points"
          placeholder="no limit"
          min={1}
          max={10_000}
          value={model.fitCap}
          onNumber={fitCap => editModel(before => changeModel(before, { fitCap: fitCap ?? undefined }), 'fit cap')}
        />
      </header>
      <div class="rule-grid">
        {model.fit.map((rule, index) => (
          <article class="panel rule" key={rule.id}>
            <FitForm rule={rule} />
            <PartNotes part="model" prefix={`/fit/${index}`} />
            {!readOnly && (
              <span class="rule-remove">
                <IconButton label={`Remove “${nameOf(rule)}”`} icon="trash" onClick={() => remove(rule)} />
              </span>
            )}
          </article>
        ))}
      </div>
      {!readOnly && <AddFit />}
    </section>
  )
}

function nameOf(rule: FitRule): string {
  return 'label' in rule ? rule.label : rule.reason
}

function AddFit() {
  const { model, flow, editModel } = useModel()
  const scored = new Set(model.fit.flatMap(rule => (rule.kind === 'options' ? [rule.fact] : [])))
  const unscored = Object.entries(flow.fields).filter(([id, field]) => hasOptions(field) && !scored.has(id))
  const labelOf = (id: string) => factsFor(flow, 'score').find(({ fact }) => fact === id)?.label ?? id
  return (
    <div class="row">
      <span class="quiet">Give points for</span>
      {unscored.map(([id]) => (
        <button
          type="button"
          key={id}
          class="chip"
          onClick={() => editModel(before => addOptionsRule(before, flow, id, labelOf(id)))}
        >
          {labelOf(id)}
        </button>
      ))}
      <button
        type="button"
        class="chip"
        onClick={() => editModel(before => addWhenRule(before, factsFor(flow, 'score')[0]?.fact ?? 'lang'))}
      >
        A condition
      </button>
      {KINDS.map(([kind, label]) => (
        <button type="button" key={kind} class="chip" onClick={() => editModel(before => addFitRule(before, kind))}>
          {label}
        </button>
      ))}
    </div>
  )
}

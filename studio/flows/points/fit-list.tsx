import type { FitRule } from '#server/http/api-type.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { ConditionEditor } from '../conditions/condition-editor.tsx'
import { factsFor } from '../conditions/fact-catalog.ts'
import { addOptionsRule, addWhenRule, changeFit, removeRule, type WhenRule } from '../edit/edit-model.ts'
import { hasOptions } from '../edit/edit-options.ts'
import { useEditor, useModel } from '../editor/editor-context.ts'
import { OptionPoints } from './option-points.tsx'
import { PartNotes } from './part-notes.tsx'

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
      <header>
        <h2>Fit: who they are</h2>
        <p class="quiet">Points for answers. They do not fade.</p>
      </header>
      <div class="rule-grid">
        {model.fit.map((rule, index) => (
          <article class="panel rule" key={rule.id}>
            {rule.kind === 'options' && <OptionPoints rule={rule} />}
            {rule.kind === 'when' && <WhenForm rule={rule} />}
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

function WhenForm({ rule }: { readonly rule: WhenRule }) {
  const { flow, editModel } = useModel()
  const set = (change: Partial<WhenRule>, key: string) =>
    editModel(before => changeFit(before, rule, change), `${rule.id} ${key}`)
  return (
    <div class="stack" data-tight>
      <ConditionEditor
        label="When"
        condition={rule.when}
        facts={factsFor(flow, 'score')}
        onChange={when => set({ when }, 'when')}
      />
      <div class="pair">
        <TextField label="Reason on the lead card" value={rule.reason} onText={reason => set({ reason }, 'reason')} />
        <NumberField
          label="Points"
          min={-1000}
          max={1000}
          value={rule.points}
          onNumber={points => points !== null && set({ points }, 'points')}
        />
      </div>
    </div>
  )
}

function AddFit() {
  const { model, flow, editModel } = useModel()
  const scored = new Set(model.fit.flatMap(rule => (rule.kind === 'options' ? [rule.fact] : [])))
  const unscored = Object.entries(flow.fields).filter(([id, field]) => hasOptions(field) && !scored.has(id))
  const labelOf = (id: string) => factsFor(flow, 'score').find(({ fact }) => fact === id)?.label ?? id
  return (
    <div class="row">
      {unscored.map(([id]) => (
        <button
          type="button"
          key={id}
          class="button"
          data-size="small"
          onClick={() => editModel(before => addOptionsRule(before, flow, id, labelOf(id)))}
        >
          Give points for “{labelOf(id)}”
        </button>
      ))}
      <button
        type="button"
        class="button"
        data-size="small"
        onClick={() => editModel(before => addWhenRule(before, factsFor(flow, 'score')[0]?.fact ?? 'lang'))}
      >
        Give points on a condition
      </button>
    </div>
  )
}

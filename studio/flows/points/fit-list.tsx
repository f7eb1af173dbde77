import type { FitRule } from '#server/http/api-type.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { changeFit, changeModel, removeRule } from '../edit/edit-model.ts'
import { nameOfRule } from '../edit/edit-regions.ts'
import { useEditor, useModel } from '../editor/editor-context.ts'
import { AddFit } from './add-fit.tsx'
import { Editable } from './editable.tsx'
import { FitForm } from './fit-form.tsx'
import { LimitList } from './limit-list.tsx'
import { PartNotes } from './part-notes.tsx'
import { PointsOfRule } from './points-of-rule.tsx'
import { ruleInWords } from './rule-in-words.ts'
import { RuleLine } from './rule-line.tsx'
import { useOpenLine } from './use-open-line.ts'
import { useVocabulary } from './use-vocabulary.ts'

/** Points for who the lead is: tables of answers, then rules by condition, company, CRM and hour. */
export function FitList() {
  const editor = useEditor()
  const { model, readOnly, editModel } = useModel()
  const lines = useOpenLine('fit')
  const words = useVocabulary()
  const remove = (rule: FitRule) => {
    editModel(before => removeRule(before, rule.id))
    tell(`“${nameOfRule(rule)}” gives no points any more`, editor.undo)
  }
  const rules = model.fit.map((rule, index) => ({ rule, index }))
  const tables = rules.filter(({ rule }) => isTable(rule))
  const sentences = rules.filter(({ rule }) => !isTable(rule))
  return (
    <section class="room-part-list" id="points-fit">
      <header class="row" data-spread>
        <div>
          <h2>Fit: who they are</h2>
          <p class="quiet">Points for answers, company and source. They do not fade.</p>
        </div>
        <Editable>
          <NumberField
            label="Counts at most"
            unit="points"
            placeholder="no limit"
            min={1}
            max={10_000}
            value={model.fitCap}
            onNumber={fitCap => editModel(before => changeModel(before, { fitCap: fitCap ?? undefined }), 'fit cap')}
          />
        </Editable>
      </header>
      <PartNotes part="model" prefix="/fit" own />
      <PartNotes part="model" prefix="/fitCap" />
      {tables.length > 0 && (
        <div class="rule-grid">
          {tables.map(({ rule, index }) => (
            <article class="panel rule" key={rule.id} id={lines.elementOf(rule.id)}>
              <Editable>
                <FitForm rule={rule} />
              </Editable>
              <PartNotes part="model" prefix={`/fit/${index}`} />
              {!readOnly && (
                <span class="rule-remove">
                  <IconButton label={`Remove “${nameOfRule(rule)}”`} icon="trash" onClick={() => remove(rule)} />
                </span>
              )}
            </article>
          ))}
        </div>
      )}
      <div class="panel">
        {sentences.length > 0 && (
          <ul class="rule-lines">
            {sentences.map(({ rule, index }) => (
              <RuleLine
                key={rule.id}
                element={lines.elementOf(rule.id)}
                name={nameOfRule(rule)}
                about={ruleInWords(rule, words)}
                open={lines.open === rule.id}
                pointer={`/fit/${index}`}
                worth={
                  <PointsOfRule
                    rule={rule}
                    name={nameOfRule(rule)}
                    onPoints={points => editModel(before => changeFit(before, rule, { points }), `${rule.id} points`)}
                  />
                }
                onToggle={() => lines.toggle(rule.id)}
                onRemove={() => remove(rule)}
              >
                <FitForm rule={rule} />
              </RuleLine>
            ))}
          </ul>
        )}
        {!readOnly && <AddFit onAdded={lines.begin} />}
        <Editable>
          <LimitList of="fit" />
        </Editable>
      </div>
    </section>
  )
}

/** Rules with a number for each answer are tables, all others are sentences. */
function isTable({ kind }: FitRule): boolean {
  return kind === 'options' || kind === 'source'
}

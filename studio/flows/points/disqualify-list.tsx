import type { Disqualifier } from '#server/http/api-type.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { ConditionEditor } from '../conditions/condition-editor.tsx'
import { factsFor } from '../conditions/fact-catalog.ts'
import { addDisqualifier, removeRule } from '../edit/edit-model.ts'
import { useEditor, useModel } from '../editor/editor-context.ts'
import { PartNotes } from './part-notes.tsx'
import { scoreFacts } from './score-facts.ts'

/** Who is no lead at all. The first that holds counts; routing can read which. */
export function DisqualifyList() {
  const { model, flow, readOnly, editModel } = useModel()
  return (
    <section class="room-part-list">
      <header>
        <h2>Out of the question</h2>
        <p class="quiet">The first that holds takes a lead out, whatever its score.</p>
      </header>
      <div class="rule-grid">
        {model.disqualify.map((rule, index) => (
          <DisqualifyRule key={rule.id} rule={rule} index={index} />
        ))}
      </div>
      {!readOnly && (
        <div>
          <button
            type="button"
            class="button"
            data-size="small"
            onClick={() => editModel(before => addDisqualifier(before, factsFor(flow, 'score')[0]?.fact ?? 'lang'))}
          >
            <Icon name="plus" />
            Add a reason to say no
          </button>
        </div>
      )}
    </section>
  )
}

function DisqualifyRule({ rule, index }: { readonly rule: Disqualifier; readonly index: number }) {
  const editor = useEditor()
  const { flow, model, readOnly, editModel } = useModel()
  const set = (next: Disqualifier, key: string) =>
    editModel(
      before => ({ ...before, disqualify: before.disqualify.map(one => (one.id === rule.id ? next : one)) }),
      `${rule.id} ${key}`,
    )
  const setUnscored = (unscored: boolean) => {
    const { unscored: _before, ...rest } = rule
    set(unscored ? { ...rest, unscored } : rest, 'unscored')
  }
  const remove = () => {
    editModel(before => removeRule(before, rule.id))
    tell(`“${rule.reason}” takes nobody out any more`, editor.undo)
  }
  return (
    <article class="panel rule">
      <ConditionEditor
        label="When"
        condition={rule.when}
        facts={scoreFacts(flow, model)}
        onChange={when => set({ ...rule, when }, 'when')}
      />
      <TextField label="Reason" value={rule.reason} onText={reason => set({ ...rule, reason }, 'reason')} />
      <label class="choice">
        <input
          type="checkbox"
          checked={rule.unscored ?? false}
          onChange={event => setUnscored(event.currentTarget.checked)}
        />
        <span>Do not score them at all</span>
      </label>
      <PartNotes part="model" prefix={`/disqualify/${index}`} />
      {!readOnly && (
        <span class="rule-remove">
          <IconButton label={`Remove “${rule.reason}”`} icon="trash" onClick={remove} />
        </span>
      )}
    </article>
  )
}

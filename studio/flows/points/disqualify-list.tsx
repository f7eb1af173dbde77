import type { Disqualifier } from '#server/http/api-type.ts'
import { Icon } from '../../ui/icon.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { ConditionEditor } from '../conditions/condition-editor.tsx'
import { inWords } from '../conditions/condition-rows.ts'
import { factsFor } from '../conditions/fact-catalog.ts'
import { addDisqualifier, moveDisqualifier, removeRule } from '../edit/edit-model.ts'
import { useEditor, useModel } from '../editor/editor-context.ts'
import { RuleLine } from './rule-line.tsx'
import { scoreFacts } from './score-facts.ts'
import { useOpenLine } from './use-open-line.ts'

/** Who is no lead at all. The first that holds counts; routing can read which. */
export function DisqualifyList() {
  const editor = useEditor()
  const { model, flow, readOnly, editModel } = useModel()
  const lines = useOpenLine('out')
  const facts = scoreFacts(flow, model)
  const add = () => {
    editModel(before => addDisqualifier(before, factsFor(flow, 'score')[0]?.fact ?? 'lang'))
    const added = editor.draft.value.model.disqualify.at(-1)
    if (added) lines.begin(added.id)
  }
  const remove = (rule: Disqualifier) => {
    editModel(before => removeRule(before, rule.id))
    tell(`“${rule.reason}” takes nobody out any more`, editor.undo)
  }
  const move = (rule: Disqualifier, by: -1 | 1) => () => editModel(before => moveDisqualifier(before, rule.id, by))
  const last = model.disqualify.length - 1
  return (
    <section class="room-part-list" id="points-out">
      <header>
        <h2>Out of the question</h2>
        <p class="quiet">
          Takes a lead out, whatever its score. Looked at from the top: the first that holds is the reason.
        </p>
      </header>
      <div class="panel">
        {model.disqualify.length > 0 && (
          <ul class="rule-lines">
            {model.disqualify.map((rule, index) => (
              <RuleLine
                key={rule.id}
                element={lines.elementOf(rule.id)}
                name={rule.reason}
                about={[inWords(rule.when, facts), ...(rule.unscored ? ['not scored at all'] : [])].join(' · ')}
                open={lines.open === rule.id}
                pointer={`/disqualify/${index}`}
                moves={{
                  up: index > 0 ? move(rule, -1) : undefined,
                  down: index < last ? move(rule, 1) : undefined,
                }}
                onToggle={() => lines.toggle(rule.id)}
                onRemove={() => remove(rule)}
              >
                <DisqualifyForm rule={rule} />
              </RuleLine>
            ))}
          </ul>
        )}
        {!readOnly && (
          <div class="rule-adds">
            <button type="button" class="button" data-size="small" onClick={add}>
              <Icon name="plus" />
              Add a reason to say no
            </button>
          </div>
        )}
      </div>
    </section>
  )
}

function DisqualifyForm({ rule }: { readonly rule: Disqualifier }) {
  const { flow, model, editModel } = useModel()
  const set = (next: Disqualifier, key: string) =>
    editModel(
      before => ({ ...before, disqualify: before.disqualify.map(one => (one.id === rule.id ? next : one)) }),
      `${rule.id} ${key}`,
    )
  const setUnscored = (unscored: boolean) => {
    const { unscored: _before, ...rest } = rule
    set(unscored ? { ...rest, unscored } : rest, 'unscored')
  }
  return (
    <>
      <TextField
        label="Reason"
        maxLength={200}
        value={rule.reason}
        onText={reason => set({ ...rule, reason }, 'reason')}
      />
      <ConditionEditor
        label="When"
        condition={rule.when}
        facts={scoreFacts(flow, model)}
        onChange={when => set({ ...rule, when }, 'when')}
      />
      <label class="choice">
        <input
          type="checkbox"
          checked={rule.unscored ?? false}
          onChange={event => setUnscored(event.currentTarget.checked)}
        />
        <span>
          Do not score them at all
          <small>No points, no story: for competitors and customers.</small>
        </span>
      </label>
    </>
  )
}

import type { EngagementRule } from '#server/http/api-type.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { addEngagementRule, changeRule, removeRule } from '../edit/edit-model.ts'
import { useEditor, useModel } from '../editor/editor-context.ts'
import type { Fading } from './decay-curve.tsx'
import { EngagementWhat } from './engagement-what.tsx'
import { FadingField, fadingOfModel } from './fading-field.tsx'
import { LimitList } from './limit-list.tsx'
import { PartNotes } from './part-notes.tsx'
import { RuleMore } from './rule-more.tsx'

const KINDS: readonly (readonly [EngagementRule['kind'], string])[] = [
  ['event', 'An act'],
  ['count', 'So many of them'],
  ['sequence', 'Acts in an order'],
  ['recency', 'A fresh act'],
  ['velocity', 'Acts in a burst'],
  ['return', 'Coming back'],
  ['colleague', 'A colleague'],
  ['absence', 'Something left undone'],
  ['idle', 'Silence'],
]

/** Points for what the lead does, on the site and elsewhere. */
export function EngagementList() {
  const { model, readOnly, editModel } = useModel()
  const { engagement } = model
  const setPart = (change: Partial<typeof engagement>, key: string) =>
    editModel(before => ({ ...before, engagement: { ...before.engagement, ...change } }), `engagement ${key}`)
  return (
    <section class="room-part-list">
      <header>
        <h2>Engagement: what they do</h2>
        <p class="quiet">
          Points for acts on your site and those that other systems tell. They fade, and count only up to a limit.
        </p>
      </header>
      <div class="panel room-part">
        <div class="numbers">
          <NumberField
            label="Counts at most"
            unit="points"
            min={0}
            max={1000}
            value={engagement.cap}
            onNumber={cap => cap !== null && setPart({ cap }, 'cap')}
          />
          <FadingField
            label="Acts fade"
            fading={fadingOfModel(model)}
            onFading={fading => editModel(before => withFading(before, fading ?? null), 'engagement fading')}
          />
        </div>
        <ul class="acts">
          {engagement.rules.map((rule, index) => (
            <Act key={rule.id} rule={rule} index={index} />
          ))}
        </ul>
        {!readOnly && (
          <div class="row">
            <span class="quiet">Add points for</span>
            {KINDS.map(([kind, label]) => (
              <button
                type="button"
                key={kind}
                class="chip"
                onClick={() => editModel(before => addEngagementRule(before, kind))}
              >
                {label}
              </button>
            ))}
          </div>
        )}
        <LimitList />
      </div>
    </section>
  )
}

function withFading<Model extends { readonly engagement: object }>(model: Model, fading: Fading): Model {
  const { steps: _before, ...engagement } = model.engagement as { steps?: unknown }
  if (fading && 'steps' in fading) return { ...model, engagement: { ...engagement, halfLifeDays: null, ...fading } }
  return { ...model, engagement: { ...engagement, halfLifeDays: fading?.halfLifeDays ?? null } }
}

function Act({ rule, index }: { readonly rule: EngagementRule; readonly index: number }) {
  const editor = useEditor()
  const { readOnly, editModel } = useModel()
  const set = (change: object, key: string) =>
    editModel(before => changeRule(before, rule, change), `${rule.id} ${key}`)
  const remove = () => {
    editModel(before => removeRule(before, rule.id))
    tell(`“${rule.reason}” gives no points any more`, editor.undo)
  }
  return (
    <li class="act">
      <input
        class="input"
        aria-label="Reason on the lead card"
        value={rule.reason}
        onInput={event => set({ reason: event.currentTarget.value }, 'reason')}
      />
      <EngagementWhat rule={rule} />
      {'points' in rule ? (
        <NumberField
          quiet
          label={`Points for “${rule.reason}”`}
          min={-1000}
          max={rule.kind === 'idle' || rule.kind === 'absence' ? 0 : 1000}
          value={rule.points}
          onNumber={points => points !== null && set({ points }, 'points')}
        />
      ) : (
        <span class="act-most quiet number">up to {rule.steps[0]?.points}</span>
      )}
      {!readOnly && <IconButton label={`Remove “${rule.reason}”`} icon="trash" onClick={remove} />}
      <RuleMore rule={rule} set={set} />
      <PartNotes part="model" prefix={`/engagement/rules/${index}`} />
    </li>
  )
}

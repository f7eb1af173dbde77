import type { EngagementRule } from '#server/http/api-type.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { addEngagementRule, changeRule, removeRule } from '../edit/edit-model.ts'
import { useEditor, useModel } from '../editor/editor-context.ts'
import type { Fading } from './decay-curve.tsx'
import { Editable } from './editable.tsx'
import { EngagementWhat } from './engagement-what.tsx'
import { FadingField, fadingOfModel } from './fading-field.tsx'
import { LimitList } from './limit-list.tsx'
import { PartNotes } from './part-notes.tsx'
import { PointsOfRule } from './points-of-rule.tsx'
import { addReadyRule, READY_RULES } from './ready-rules.ts'
import { ruleInWords } from './rule-in-words.ts'
import { RuleLine } from './rule-line.tsx'
import { RuleLimits } from './rule-more.tsx'
import { useOpenLine } from './use-open-line.ts'
import { useVocabulary } from './use-vocabulary.ts'

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
  const editor = useEditor()
  const { model, readOnly, editModel } = useModel()
  const lines = useOpenLine('act')
  const words = useVocabulary()
  const { engagement } = model
  const unused = READY_RULES.filter(({ rule }) => engagement.rules.every(({ reason }) => reason !== rule.reason))
  const add = (kind: EngagementRule['kind']) => {
    editModel(before => addEngagementRule(before, kind))
    const added = editor.draft.value.model.engagement.rules.at(-1)
    if (added) lines.begin(added.id)
  }
  const addReady = (ready: (typeof READY_RULES)[number]) => {
    editModel(before => addReadyRule(before, ready.rule))
    tell(`“${ready.rule.reason}” is added`, editor.undo)
  }
  const remove = (rule: EngagementRule) => {
    editModel(before => removeRule(before, rule.id))
    tell(`“${rule.reason}” gives no points any more`, editor.undo)
  }
  return (
    <section class="room-part-list" id="points-engagement">
      <header>
        <h2>Engagement: what they do</h2>
        <p class="quiet">
          Points for acts on your site and those that other systems tell. They fade, and count only up to a limit.
        </p>
      </header>
      <PartNotes part="model" prefix="/engagement" own />
      <div class="panel">
        <Editable>
          <div class="room-part numbers engagement-head">
            <NumberField
              label="Counts at most"
              unit="points"
              hint="All acts together. What takes points comes off after it."
              min={0}
              max={1000}
              value={engagement.cap}
              onNumber={cap =>
                cap !== null &&
                editModel(before => ({ ...before, engagement: { ...before.engagement, cap } }), 'engagement cap')
              }
            />
            <FadingField
              label="Acts fade"
              fading={fadingOfModel(model)}
              onFading={fading => editModel(before => withFading(before, fading ?? null), 'engagement fading')}
            />
            {['cap', 'halfLifeDays', 'steps'].map(key => (
              <PartNotes key={key} part="model" prefix={`/engagement/${key}`} />
            ))}
          </div>
        </Editable>
        <ul class="rule-lines">
          {engagement.rules.map((rule, index) => (
            <RuleLine
              key={rule.id}
              element={lines.elementOf(rule.id)}
              name={rule.reason}
              about={ruleInWords(rule, words)}
              open={lines.open === rule.id}
              pointer={`/engagement/rules/${index}`}
              worth={
                <PointsOfRule
                  rule={rule}
                  name={rule.reason}
                  onPoints={points => editModel(before => changeRule(before, rule, worth(points)), `${rule.id} points`)}
                />
              }
              onToggle={() => lines.toggle(rule.id)}
              onRemove={() => remove(rule)}
            >
              <ActForm rule={rule} />
            </RuleLine>
          ))}
        </ul>
        {!readOnly && (
          <div class="rule-adds">
            <span class="quiet">Give points for</span>
            {KINDS.map(([kind, label]) => (
              <button type="button" key={kind} class="chip" onClick={() => add(kind)}>
                {label}
              </button>
            ))}
            {unused.length > 0 && <span class="quiet">or ready-made</span>}
            {unused.map(ready => (
              <button type="button" key={ready.label} class="chip" onClick={() => addReady(ready)}>
                {ready.label}
              </button>
            ))}
          </div>
        )}
        <Editable>
          <LimitList of="engagement" />
        </Editable>
      </div>
    </section>
  )
}

/** Of a rule that has points; those by steps of time have none to set here. */
function worth(points: number): object {
  return { points }
}

function ActForm({ rule }: { readonly rule: EngagementRule }) {
  const { editModel } = useModel()
  const set = (change: object, key: string) =>
    editModel(before => changeRule(before, rule, change), `${rule.id} ${key}`)
  return (
    <>
      <TextField
        label="Reason on the lead card"
        maxLength={200}
        value={rule.reason}
        onText={reason => set({ reason }, 'reason')}
      />
      <EngagementWhat rule={rule} />
      <div class="rule-settings">
        <RuleLimits rule={rule} set={set} />
      </div>
    </>
  )
}

function withFading<Model extends { readonly engagement: object }>(model: Model, fading: Fading): Model {
  const { steps: _before, ...engagement } = model.engagement as { steps?: unknown }
  if (fading && 'steps' in fading) return { ...model, engagement: { ...engagement, halfLifeDays: null, ...fading } }
  return { ...model, engagement: { ...engagement, halfLifeDays: fading?.halfLifeDays ?? null } }
}

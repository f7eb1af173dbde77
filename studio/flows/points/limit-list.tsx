import type { EngagementRule, FitRule, ScoreModel } from '#server/http/api-type.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { changeModel } from '../edit/edit-model.ts'
import { nameOfRule } from '../edit/edit-regions.ts'
import { freeId } from '../edit/slugs.ts'
import { useEditor, useModel } from '../editor/editor-context.ts'
import { PartNotes } from './part-notes.tsx'

type Cap = NonNullable<ScoreModel['caps']>[number]

type Kind = 'fit' | 'engagement'

const ABOUT: Readonly<Record<Kind, string>> = {
  fit: 'Industry and size say much the same: together they count so much and no more.',
  engagement: 'Ten articles should not outweigh a demo request.',
}

/** Groups of rules of one kind that count so much together and no more. */
export function LimitList({ of }: { readonly of: Kind }) {
  const editor = useEditor()
  const { model, readOnly, editModel } = useModel()
  const caps = model.caps ?? []
  const rules = of === 'fit' ? model.fit : model.engagement.rules
  const own = caps.map((cap, index) => ({ cap, index })).filter(({ cap }) => kindOf(cap, model) === of)
  const taken = new Set(caps.flatMap(cap => cap.rules))
  const free = rules.filter(({ id }) => !taken.has(id))
  const set = (next: readonly Cap[], key: string) =>
    editModel(before => changeModel(before, { caps: next.length > 0 ? next : undefined }), `caps ${key}`)
  const add = (first: string) => {
    const id = freeId(
      'limit',
      caps.map(cap => cap.id),
    )
    set([...caps, { id, label: 'Group', rules: [first], most: 20 }], 'add')
  }
  const remove = (cap: Cap) => {
    set(
      caps.filter(one => one.id !== cap.id),
      'remove',
    )
    tell(`“${cap.label}” is without a limit now`, editor.undo)
  }
  const [first] = free
  if (own.length === 0 && (readOnly || free.length < 2)) return null
  return (
    <div class="limits">
      <div class="row" data-spread>
        <div>
          <h3>Limits for groups of rules</h3>
          <p class="quiet">{ABOUT[of]}</p>
        </div>
        {!readOnly && first && (
          <button type="button" class="button" data-size="small" onClick={() => add(first.id)}>
            <Icon name="plus" />
            Limit a group
          </button>
        )}
      </div>
      {own.map(({ cap, index }) => (
        <Limit
          key={cap.id}
          cap={cap}
          index={index}
          rules={rules.filter(({ id }) => cap.rules.includes(id) || !taken.has(id))}
          onCap={(next, key) =>
            set(
              caps.map(one => (one.id === cap.id ? next : one)),
              `${cap.id} ${key}`,
            )
          }
          onRemove={() => remove(cap)}
        />
      ))}
    </div>
  )
}

interface LimitProps {
  readonly cap: Cap
  readonly index: number
  /** Those it may limit. */
  readonly rules: readonly (FitRule | EngagementRule)[]
  readonly onCap: (cap: Cap, key: string) => void
  readonly onRemove: () => void
}

function Limit({ cap, index, rules, onCap, onRemove }: LimitProps) {
  const { readOnly } = useModel()
  const toggle = (id: string) => {
    const next = cap.rules.includes(id) ? cap.rules.filter(one => one !== id) : [...cap.rules, id]
    if (next.length > 0) onCap({ ...cap, rules: next }, 'rules')
  }
  const gone = cap.rules.filter(id => !rules.some(rule => rule.id === id))
  return (
    <div class="limit">
      <input
        class="input"
        aria-label="Name of the group"
        maxLength={100}
        value={cap.label}
        onInput={event => onCap({ ...cap, label: event.currentTarget.value }, 'label')}
      />
      <NumberField
        quiet
        label={`Most that “${cap.label}” counts`}
        unit="points at most"
        min={1}
        max={1000}
        value={cap.most}
        onNumber={most => most !== null && onCap({ ...cap, most }, 'most')}
      />
      {!readOnly && <IconButton label={`Remove the limit “${cap.label}”`} icon="trash" onClick={onRemove} />}
      <div class="limit-rules">
        {[...rules.map(rule => ({ id: rule.id, name: nameOfRule(rule) })), ...gone.map(id => ({ id, name: id }))].map(
          ({ id, name }) => (
            <button
              type="button"
              key={id}
              class="chip"
              aria-pressed={cap.rules.includes(id)}
              disabled={cap.rules.length === 1 && cap.rules.includes(id)}
              onClick={() => toggle(id)}
            >
              {name}
            </button>
          ),
        )}
      </div>
      <PartNotes part="model" prefix={`/caps/${index}`} />
    </div>
  )
}

/** A limit is for the kind of its first rule that is there. */
function kindOf(cap: Cap, { fit, engagement }: ScoreModel): Kind {
  const known = cap.rules.find(id => [...fit, ...engagement.rules].some(rule => rule.id === id))
  return fit.some(({ id }) => id === known) ? 'fit' : 'engagement'
}

import type { ScoreModel } from '#server/http/api-type.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { changeModel } from '../edit/edit-model.ts'
import { freeId } from '../edit/slugs.ts'
import { useModel } from '../editor/editor-context.ts'
import { PartNotes } from './part-notes.tsx'

type Cap = NonNullable<ScoreModel['caps']>[number]

/** Groups of rules that count so much together and no more. */
export function LimitList() {
  const { model, readOnly, editModel } = useModel()
  const caps = model.caps ?? []
  const set = (next: readonly Cap[], key: string) =>
    editModel(before => changeModel(before, { caps: next.length > 0 ? next : undefined }), `caps ${key}`)
  return (
    <div class="limits">
      <div class="row" data-spread>
        <div>
          <h3>Limits for groups of rules</h3>
          <p class="quiet">Ten articles should not outweigh a demo request.</p>
        </div>
        {!readOnly && (
          <button
            type="button"
            class="button"
            data-size="small"
            onClick={() => set([...caps, newCap(model, caps)], 'add')}
          >
            <Icon name="plus" />
            Limit a group
          </button>
        )}
      </div>
      {caps.map((cap, index) => (
        <Limit
          key={cap.id}
          cap={cap}
          index={index}
          taken={new Set(caps.filter(other => other.id !== cap.id).flatMap(({ rules }) => rules))}
          onCap={(next, key) =>
            set(
              next ? caps.map(one => (one.id === cap.id ? next : one)) : caps.filter(one => one.id !== cap.id),
              `${cap.id} ${key}`,
            )
          }
        />
      ))}
    </div>
  )
}

interface LimitProps {
  readonly cap: Cap
  readonly index: number
  /** Rules under another limit. */
  readonly taken: ReadonlySet<string>
  /** Null takes the limit away. */
  readonly onCap: (cap: Cap | null, key: string) => void
}

function Limit({ cap, index, taken, onCap }: LimitProps) {
  const { model, readOnly } = useModel()
  const isFit = model.fit.some(({ id }) => cap.rules.includes(id))
  const rules = (isFit ? model.fit : model.engagement.rules).filter(({ id }) => !taken.has(id))
  const toggle = (id: string) => {
    const next = cap.rules.includes(id) ? cap.rules.filter(one => one !== id) : [...cap.rules, id]
    onCap(next.length > 0 ? { ...cap, rules: next } : null, 'rules')
  }
  return (
    <div class="limit">
      <input
        class="input"
        aria-label="Name of the group"
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
      {!readOnly && (
        <IconButton label={`Remove the limit “${cap.label}”`} icon="trash" onClick={() => onCap(null, 'remove')} />
      )}
      <div class="limit-rules">
        {rules.map(rule => (
          <button
            type="button"
            key={rule.id}
            class="chip"
            aria-pressed={cap.rules.includes(rule.id)}
            onClick={() => toggle(rule.id)}
          >
            {'label' in rule ? rule.label : rule.reason}
          </button>
        ))}
      </div>
      <PartNotes part="model" prefix={`/caps/${index}`} />
    </div>
  )
}

function newCap({ engagement, fit }: ScoreModel, caps: readonly Cap[]): Cap {
  const taken = new Set(caps.flatMap(({ rules }) => rules))
  const free = [...engagement.rules, ...fit].find(({ id }) => !taken.has(id))
  const id = freeId(
    'limit',
    caps.map(cap => cap.id),
  )
  return { id, label: 'Group', rules: [free?.id ?? 'rule'], most: 20 }
}

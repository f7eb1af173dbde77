import type { Slot } from '#server/http/api-type.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { ListField } from '../../ui/list-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { SlotAnswerFields } from './slot-answer-fields.tsx'

interface SlotListProps {
  readonly slots: readonly Slot[]
  readonly onChange: (slots: readonly Slot[]) => void
}

/** Most slots of a framework. */
const MOST = 20

/** The slots in the order asked: their name, the question, the facts that fill them, and whether SQL needs them. */
export function SlotList({ slots, onChange }: SlotListProps) {
  const set = (index: number, part: Partial<Slot>) =>
    onChange(slots.map((slot, at) => (at === index ? { ...slot, ...part } : slot)))
  const move = (index: number, by: number) => {
    const moved = slots.filter((_, at) => at !== index)
    const slot = slots[index]
    if (slot) onChange(moved.toSpliced(index + by, 0, slot))
  }
  return (
    <>
      <ol class="slot-list">
        {slots.map((slot, index) => (
          <li key={slot.id}>
            <TextField
              label="Slot"
              required
              maxLength={60}
              value={slot.label}
              onText={label => set(index, { label })}
            />
            <TextField label="Asked as" maxLength={200} value={slot.ask} onText={ask => set(index, { ask })} />
            <ListField
              label="Facts"
              placeholder="By question"
              values={slot.facts}
              onValues={facts => set(index, { facts })}
            />
            <SlotAnswerFields
              slot={slot}
              onChange={answer => onChange(slots.map((one, at) => (at === index ? withAnswer(one, answer) : one)))}
            />
            <label class="check">
              <input
                type="checkbox"
                checked={slot.required}
                onChange={event => set(index, { required: event.currentTarget.checked })}
              />
              <span>For SQL</span>
            </label>
            <span class="slot-acts">
              <IconButton
                icon="up"
                label={`Move ${slot.label} up`}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              />
              <IconButton
                icon="down"
                label={`Move ${slot.label} down`}
                disabled={index === slots.length - 1}
                onClick={() => move(index, 1)}
              />
              <IconButton
                icon="trash"
                label={`Remove ${slot.label}`}
                onClick={() => onChange(slots.filter((_, at) => at !== index))}
              />
            </span>
          </li>
        ))}
      </ol>
      {slots.length === 0 && <p class="quiet">No slots yet. Add what your salespeople have to find out.</p>}
      {slots.length < MOST && (
        <div>
          <button type="button" class="button" data-size="small" onClick={() => onChange([...slots, newSlot(slots)])}>
            <Icon name="plus" />
            Add a slot
          </button>
        </div>
      )}
    </>
  )
}

/** Left out = free text. */
function withAnswer({ answer: _before, ...slot }: Slot, answer: Slot['answer']): Slot {
  return answer ? { ...slot, answer } : slot
}

function newSlot(slots: readonly Slot[]): Slot {
  let number = slots.length + 1
  while (slots.some(slot => slot.id === `slot_${number}`)) number += 1
  return { id: `slot_${number}`, label: '', ask: '', required: false, facts: [] }
}

import type { Slot } from '#server/http/api-type.ts'
import { ListField } from '../../ui/list-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'

type Answer = NonNullable<Slot['answer']>

interface SlotAnswerFieldsProps {
  readonly slot: Slot
  /** Undefined = free text. */
  readonly onChange: (answer: Slot['answer']) => void
}

const KINDS = [
  { id: 'text', label: 'Free text' },
  { id: 'number', label: 'Number' },
  { id: 'yes_no', label: 'Yes or no' },
  { id: 'options', label: 'One of a list' },
] as const

/** How a slot is answered where no question of the flow asks it: what is not free text can earn points. */
export function SlotAnswerFields({ slot: { answer }, onChange }: SlotAnswerFieldsProps) {
  const pick = (kind: string) => {
    if (kind === 'number' || kind === 'yes_no') onChange({ kind })
    else onChange(kind === 'options' ? { kind, options: toOptions(['High', 'Low'], []) } : undefined)
  }
  return (
    <>
      <SelectField label="Answer" value={answer?.kind ?? 'text'} options={KINDS} onPick={pick} />
      {answer?.kind === 'options' && (
        <div class="slot-options">
          <ListField
            label="List"
            hint="Two to 20, with commas between. Those that keep their words keep their points."
            values={answer.options.map(({ label }) => label)}
            onValues={labels => onChange({ kind: 'options', options: toOptions(labels, answer.options) })}
          />
        </div>
      )}
    </>
  )
}

type Options = Extract<Answer, { kind: 'options' }>['options']

/** An option keeps its id for as long as it keeps its words; a new one gets its own. */
function toOptions(labels: readonly string[], before: Options): Options {
  const taken = new Set(before.filter(({ label }) => labels.includes(label)).map(({ id }) => id))
  return [...new Set(labels)].slice(0, 20).map(label => {
    const kept = before.find(one => one.label === label)
    if (kept) return kept
    const base = slugOf(label)
    let id = base
    for (let number = 2; taken.has(id); number += 1) id = `${base}_${number}`
    taken.add(id)
    return { id, label: label.slice(0, 80) }
  })
}

function slugOf(label: string): string {
  const slug = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 30)
  return slug || 'option'
}

import type { RoleLevel } from '#flows/flow.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { tell } from '../../ui/toast.tsx'
import {
  type AnyOption,
  type ChoosingField,
  changeOption,
  moveOption,
  removeOption,
  renameOption,
} from '../edit/edit-options.ts'
import { useEditor, useFlow } from '../editor/editor-context.ts'
import { LEVELS } from '../flow-words.ts'

interface OptionRowProps {
  readonly id: string
  readonly field: ChoosingField
  readonly option: AnyOption
  readonly index: number
}

/** One answer: its words, what it stands for, its id. Alt and the arrow keys move it. */
export function OptionRow({ id, field, option, index }: OptionRowProps) {
  const editor = useEditor()
  const { readOnly, editFlow } = useFlow()
  const remove = () => {
    editFlow(flow => removeOption(flow, id, option.id))
    tell(`Answer “${option.label}” removed`, editor.undo)
  }
  const move = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    editFlow(flow => moveOption(flow, id, option.id, event.key === 'ArrowUp' ? -1 : 1))
  }
  return (
    <li class="option">
      <input
        class="input"
        aria-label={`Answer ${index + 1}`}
        value={option.label}
        readOnly={readOnly}
        onKeyDown={move}
        onInput={event => {
          const label = event.currentTarget.value
          editFlow(flow => renameOption(flow, id, option.id, label), `${id}.${option.id}`)
        }}
      />
      <OptionSettings id={id} field={field} option={option} />
      <code class="id" title="Points, branches and CRM mappings use this id. It never changes.">
        {option.id}
      </code>
      {!readOnly && (
        <span class="moves">
          <IconButton
            label={`Move “${option.label}” up`}
            icon="up"
            disabled={index === 0}
            onClick={() => editFlow(flow => moveOption(flow, id, option.id, -1))}
          />
          <IconButton
            label={`Move “${option.label}” down`}
            icon="down"
            disabled={index === field.options.length - 1}
            onClick={() => editFlow(flow => moveOption(flow, id, option.id, 1))}
          />
          <IconButton
            label={`Remove “${option.label}”`}
            icon="trash"
            disabled={field.options.length === 1}
            onClick={remove}
          />
        </span>
      )}
    </li>
  )
}

function OptionSettings({ id, field, option }: Omit<OptionRowProps, 'index'>) {
  const { readOnly, editFlow } = useFlow()
  const set = (change: Parameters<typeof changeOption>[3]) =>
    editFlow(flow => changeOption(flow, id, option.id, change), `${id}.${option.id} settings`)
  if (field.kind === 'role' && 'level' in option) {
    return (
      <select
        class="input"
        aria-label={`Level of “${option.label}”`}
        value={option.level}
        disabled={readOnly}
        onChange={event => set({ level: event.currentTarget.value as RoleLevel })}
      >
        {Object.entries(LEVELS).map(([level, label]) => (
          <option key={level} value={level}>
            {label}
          </option>
        ))}
      </select>
    )
  }
  if (field.kind === 'timeline') {
    const days = 'days' in option ? option.days : undefined
    return (
      <NumberField
        quiet
        label={`Days of “${option.label}”`}
        unit="days"
        placeholder="none"
        min={0}
        max={3650}
        value={days}
        onNumber={number => set({ days: number ?? undefined })}
      />
    )
  }
  if (field.kind !== 'size' && field.kind !== 'money') return null
  const { min, max } = option as { min?: number; max?: number } // options of these kinds are bands
  return (
    <span class="band">
      <NumberField
        quiet
        label={`Lowest of “${option.label}”`}
        placeholder="from"
        min={0}
        value={min}
        onNumber={number => set({ min: number ?? undefined })}
      />
      <span aria-hidden="true">–</span>
      <NumberField
        quiet
        label={`Highest of “${option.label}”`}
        placeholder="open"
        min={0}
        value={max}
        onNumber={number => set({ max: number ?? undefined })}
      />
    </span>
  )
}

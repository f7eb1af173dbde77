import { useState } from 'preact/hooks'
import { Icon } from '../../ui/icon.tsx'
import { addOption, type ChoosingField } from '../edit/edit-options.ts'
import { useFlow } from '../editor/editor-context.ts'
import { OptionRow } from './option-row.tsx'

interface OptionsEditorProps {
  readonly id: string
  readonly field: ChoosingField
}

/** The answers to choose from. Ids stay when words change, so points and branches keep. */
export function OptionsEditor({ id, field }: OptionsEditorProps) {
  const { readOnly } = useFlow()
  return (
    <fieldset class="options">
      <legend class="label">Answers to choose from</legend>
      <ul>
        {field.options.map((option, index) => (
          <OptionRow key={option.id} id={id} field={field} option={option} index={index} />
        ))}
      </ul>
      {!readOnly && <AddOption id={id} />}
    </fieldset>
  )
}

function AddOption({ id }: { readonly id: string }) {
  const { editFlow } = useFlow()
  const [label, setLabel] = useState('')
  const add = (event: Event) => {
    event.preventDefault()
    if (!label.trim()) return
    editFlow(flow => addOption(flow, id, label.trim()))
    setLabel('')
  }
  return (
    <form class="row" onSubmit={add}>
      <input
        class="input"
        aria-label="Another answer"
        placeholder="Another answer"
        value={label}
        onInput={event => setLabel(event.currentTarget.value)}
      />
      <button type="submit" class="button" data-size="small">
        <Icon name="plus" />
        Add
      </button>
    </form>
  )
}

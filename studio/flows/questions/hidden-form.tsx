import { useState } from 'preact/hooks'
import type { HiddenField } from '#flows/flow.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { ListField } from '../../ui/list-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { addHidden, hiddenIn, removeHidden } from '../edit/edit-hidden.ts'
import { setField } from '../edit/edit-options.ts'
import { useEditor, useFlow } from '../editor/editor-context.ts'
import { withOptional } from './with-optional.ts'

/** What a flow knows without asking, and where from. */
export function HiddenForm() {
  const { flow, readOnly, editFlow } = useFlow()
  const [name, setName] = useState('')
  const add = (event: Event) => {
    event.preventDefault()
    if (!name.trim()) return
    editFlow(before => addHidden(before, name.trim()))
    setName('')
  }
  return (
    <div class="stack">
      <p class="quiet">
        Values that come with the visitor, such as the plan they looked at. Branches, points and the lead card can use
        them.
      </p>
      {hiddenIn(flow).map(({ id, field }) => (
        <HiddenSettings key={id} id={id} field={field} />
      ))}
      {!readOnly && (
        <form class="row" onSubmit={add}>
          <input
            class="input"
            aria-label="Name of a value"
            placeholder="Such as plan"
            maxLength={40}
            value={name}
            onInput={event => setName(event.currentTarget.value)}
          />
          <button type="submit" class="button" data-size="small">
            <Icon name="plus" />
            Add
          </button>
        </form>
      )}
    </div>
  )
}

function HiddenSettings({ id, field }: { readonly id: string; readonly field: HiddenField }) {
  const editor = useEditor()
  const { readOnly, editFlow } = useFlow()
  const set = (next: HiddenField) => editFlow(flow => setField(flow, id, next), `fields.${id}`)
  const remove = () => {
    editFlow(flow => removeHidden(flow, id))
    tell(`“${id}” removed`, editor.undo)
  }
  return (
    <fieldset class="step-editor" disabled={readOnly}>
      <legend class="visually-hidden">{id}</legend>
      <div class="row">
        <code class="id">{id}</code>
        {!readOnly && <IconButton label={`Remove “${id}”`} icon="trash" onClick={remove} />}
      </div>
      <div class="row">
        <TextField
          label="Parameter of the address"
          hint="plan reads ?plan=…"
          maxLength={60}
          value={field.query ?? ''}
          onText={query => set(withOptional(field, 'query', query || null))}
        />
        <TextField
          label="Attribute of the element"
          hint="plan reads data-plan"
          maxLength={40}
          value={field.attribute ?? ''}
          onText={attribute => set(withOptional(field, 'attribute', attribute || null))}
        />
      </div>
      <label class="choice">
        <input
          type="checkbox"
          checked={field.prefill ?? false}
          onChange={event => set(withOptional(field, 'prefill', event.currentTarget.checked || null))}
        />
        <span>The page may give it by parley('prefill', …)</span>
      </label>
      <ListField
        label="Values let through"
        hint="With commas between. Empty: any short plain text."
        placeholder="any"
        values={field.values ?? []}
        onValues={values => set(withOptional(field, 'values', values.length > 0 ? values : null))}
      />
    </fieldset>
  )
}

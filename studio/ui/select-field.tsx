import { useId } from 'preact/hooks'

interface SelectFieldProps {
  readonly label: string
  /** The label is there for screen readers only; the place says it to everyone else. */
  readonly quiet?: boolean
  readonly hint?: string
  readonly value: string
  readonly options: readonly { readonly id: string; readonly label: string }[]
  readonly disabled?: boolean
  readonly onPick: (id: string) => void
}

/** A labelled choice. A value that is none of the options is shown as it is, so nothing changes unseen. */
export function SelectField({ label, quiet, hint, value, options, disabled, onPick }: SelectFieldProps) {
  const id = useId()
  const known = options.some(option => option.id === value)
  return (
    <div class="field">
      <label class={quiet ? 'visually-hidden' : 'label'} for={id}>
        {label}
      </label>
      <select
        id={id}
        class="input"
        value={value}
        disabled={disabled}
        aria-describedby={hint ? `${id}-more` : undefined}
        onChange={event => onPick(event.currentTarget.value)}
      >
        {!known && <option value={value}>{value || 'Choose…'}</option>}
        {options.map(option => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-more`} class="hint">
          {hint}
        </p>
      )}
    </div>
  )
}

import { useId } from 'preact/hooks'

interface TextAreaFieldProps {
  readonly label: string
  /** The label is there for screen readers only. */
  readonly quiet?: boolean
  readonly hint?: string
  readonly error?: string | undefined
  readonly value: string
  readonly rows?: number
  readonly maxLength?: number
  readonly code?: boolean
  readonly readOnly?: boolean
  readonly onText: (text: string) => void
}

/** A labelled text of several lines that grows with what is written. */
export function TextAreaField({ label, quiet, hint, error, code, onText, rows = 1, ...area }: TextAreaFieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label class={quiet ? 'visually-hidden' : 'label'} for={id}>
        {label}
      </label>
      <textarea
        {...area}
        id={id}
        rows={rows}
        // A growing field forgets its rows; the least height keeps them.
        style={{ minHeight: `calc(${rows} * 1lh + 2 * var(--space-2))` }}
        class="input growing"
        data-code={code ? '' : undefined}
        spellcheck={!code}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={hint || error ? `${id}-more` : undefined}
        onInput={event => onText(event.currentTarget.value)}
      />
      {(error || hint) && (
        <p id={`${id}-more`} class={error ? 'error' : 'hint'}>
          {error || hint}
        </p>
      )}
    </div>
  )
}

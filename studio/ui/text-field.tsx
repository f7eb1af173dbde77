import { useId } from 'preact/hooks'

interface TextFieldProps {
  readonly type?: 'text' | 'email' | 'password' | 'url' | 'number'
  readonly autocomplete?: string
  readonly required?: boolean
  readonly disabled?: boolean
  readonly minLength?: number
  readonly maxLength?: number
  readonly placeholder?: string
  readonly label: string
  readonly hint?: string
  readonly error?: string | undefined
  readonly value: string
  readonly onText: (text: string) => void
}

/** A labelled line of text, with its hint and its error tied to it for screen readers. */
export function TextField({ label, hint, error, onText, type = 'text', ...input }: TextFieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      <input
        {...input}
        // Preact types an input by each type apart; all of these take the same attributes.
        type={type as 'text'}
        id={id}
        class="input"
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

import { useEffect, useId, useState } from 'preact/hooks'

interface ListFieldProps {
  readonly label: string
  readonly hint?: string
  readonly placeholder?: string
  readonly values: readonly string[]
  readonly onValues: (values: readonly string[]) => void
}

/** Several short texts in one line, with commas between. What is half typed stays as it is. */
export function ListField({ label, hint, placeholder, values, onValues }: ListFieldProps) {
  const id = useId()
  const given = values.join(', ')
  const [text, setText] = useState(given)
  useEffect(() => setText(before => (partsOf(before).join(', ') === given ? before : given)), [given])
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="input"
        placeholder={placeholder}
        value={text}
        aria-describedby={hint ? `${id}-more` : undefined}
        onInput={event => {
          setText(event.currentTarget.value)
          onValues(partsOf(event.currentTarget.value))
        }}
      />
      {hint && (
        <p id={`${id}-more`} class="hint">
          {hint}
        </p>
      )}
    </div>
  )
}

function partsOf(text: string): string[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(Boolean)
}

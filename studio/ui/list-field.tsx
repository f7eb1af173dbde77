import { useEffect, useId, useRef, useState } from 'preact/hooks'

interface ListFieldProps {
  readonly label: string
  readonly hint?: string
  readonly placeholder?: string
  readonly values: readonly string[]
  readonly onValues: (values: readonly string[]) => void
}

/**
 * Several short texts in one line, with commas between. What is typed stays as it is until the field is left, whatever is
 * made of it: of `1, 1` one is kept, and `1, 10` comes next.
 */
export function ListField({ label, hint, placeholder, values, onValues }: ListFieldProps) {
  const id = useId()
  const given = values.join(', ')
  const [text, setText] = useState(given)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current !== document.activeElement) setText(given)
  }, [given])
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      <input
        id={id}
        ref={input}
        class="input"
        placeholder={placeholder}
        value={text}
        aria-describedby={hint ? `${id}-more` : undefined}
        onBlur={() => setText(given)}
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

import { useEffect, useId, useState } from 'preact/hooks'

interface ColorFieldProps {
  readonly label: string
  readonly hint: string
  /** `#rrggbb` */
  readonly value: string
  readonly onColor: (color: string) => void
}

/** A colour, picked or typed. What is half typed stays in the field until it is one. */
export function ColorField({ label, hint, value, onColor }: ColorFieldProps) {
  const id = useId()
  const [text, setText] = useState(value)
  useEffect(() => setText(before => (toColor(before) === value ? before : value)), [value])
  const wrong = toColor(text) === null
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      <span class="color-field">
        <input
          type="color"
          aria-label={`${label}, from a palette`}
          value={value}
          onInput={event => onColor(event.currentTarget.value)}
        />
        <input
          id={id}
          class="input"
          spellcheck={false}
          maxLength={7}
          value={text}
          aria-invalid={wrong || undefined}
          aria-describedby={`${id}-more`}
          onInput={event => {
            const typed = event.currentTarget.value
            setText(typed)
            const color = toColor(typed)
            if (color) onColor(color)
          }}
        />
      </span>
      <p id={`${id}-more`} class={wrong ? 'error' : 'hint'}>
        {wrong ? 'Write # and six digits, such as #2c4a78.' : hint}
      </p>
    </div>
  )
}

function toColor(text: string): string | null {
  const digits = text.trim().replace(/^#/, '').toLowerCase()
  return /^[0-9a-f]{6}$/.test(digits) ? `#${digits}` : null
}

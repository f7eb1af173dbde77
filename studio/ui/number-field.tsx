import { useEffect, useId, useState } from 'preact/hooks'

interface NumberFieldProps {
  readonly label: string
  /** The label is there for screen readers only. */
  readonly quiet?: boolean
  readonly hint?: string
  readonly unit?: string
  readonly value: number | null | undefined
  readonly min?: number
  readonly max?: number
  readonly step?: number
  readonly placeholder?: string
  /** Null when the field was emptied; called for whole, valid numbers only otherwise. */
  readonly onNumber: (number: number | null) => void
}

/** A labelled number. What is half typed ("-") stays in the field until it is a number. */
export function NumberField({ label, quiet, hint, unit, value, onNumber, ...input }: NumberFieldProps) {
  const id = useId()
  const [text, setText] = useState(() => toText(value))
  const typedNumber = toNumber(text)
  const wrong = typedNumber === null ? null : outOfRange(typedNumber, input)
  useEffect(() => {
    setText(before => (toNumber(before) === (value ?? null) ? before : toText(value)))
  }, [value])
  return (
    <div class="field">
      <label class={quiet ? 'visually-hidden' : 'label'} for={id}>
        {label}
      </label>
      <span class="number-field">
        <input
          {...input}
          id={id}
          class="input number"
          type="number"
          inputMode="numeric"
          value={text}
          aria-invalid={wrong ? 'true' : undefined}
          aria-describedby={hint || wrong ? `${id}-more` : undefined}
          onInput={event => {
            const { value: typed, validity } = event.currentTarget
            setText(typed)
            if (typed === '' && !validity.badInput) onNumber(null)
            const number = toNumber(typed)
            if (number !== null && validity.valid) onNumber(number)
          }}
        />
        {unit && <span class="unit">{unit}</span>}
      </span>
      {(wrong || hint) && (
        <p id={`${id}-more`} class={wrong ? 'error' : 'hint'}>
          {wrong || hint}
        </p>
      )}
    </div>
  )
}

/** What is typed and cannot be taken says so: the value stays what it was. */
function outOfRange(number: number, { min, max }: Pick<NumberFieldProps, 'min' | 'max'>): string | null {
  if (min !== undefined && number < min) return `${shown(min)} or more`
  if (max !== undefined && number > max) return `${shown(max)} or less`
  return null
}

function shown(number: number): string {
  return number.toLocaleString('en').replace('-', '−')
}

function toText(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}

function toNumber(text: string): number | null {
  const number = Number(text)
  return text.trim() === '' || !Number.isFinite(number) ? null : number
}

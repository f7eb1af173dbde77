import { useState } from 'preact/hooks'
import type { Answer } from '#flows/flow.ts'
import type { RareProps } from './rare-props.ts'
import type { Scale, ScaleField } from './scale.ts'

interface ExactBoxProps
  extends Pick<RareProps<ScaleField>, 'id' | 'field' | 'locale' | 'words' | 'invalid' | 'describedby'> {
  readonly scale: Scale
  change(value: Answer, raw?: string): void
}

/** A number typed to the last digit, beside a slider or a stepper. One that fits nothing is told at once and is no answer. */
export function ExactBox({ id, field, locale, words, invalid, describedby, scale, change }: ExactBoxProps) {
  const [off, setOff] = useState(false)
  const [typed, setTyped] = useState('')
  const sign = 'currency' in field && field.currency ? signOf(field.currency, locale) : undefined
  const unit = field.kind === 'number' && !sign ? field.unit : undefined
  const bad = off && typed.trim() !== ''
  return (
    <div class="exact">
      <label for={id}>{words.exact}</label>
      <span class="box">
        {sign && <bdi aria-hidden="true">{sign}</bdi>}
        <input
          id={id}
          inputmode="decimal"
          autocomplete="off"
          aria-invalid={bad || invalid}
          aria-describedby={[bad && `${id}-off`, describedby].filter(Boolean).join(' ') || undefined}
          value={typed}
          onInput={event => {
            const text = event.currentTarget.value
            const answer = scale.fromTyped(text)
            setTyped(text)
            setOff(answer === undefined)
            change(answer ?? '', answer === undefined ? undefined : text)
          }}
        />
        {unit && <bdi aria-hidden="true">{unit}</bdi>}
      </span>
      {bad && (
        <p class="bad" id={`${id}-off`}>
          {words.offScale}
        </p>
      )}
    </div>
  )
}

/** The currency's sign as the language writes it. */
function signOf(currency: string, locale: string): string {
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency }).formatToParts(0)
  return parts.find(({ type }) => type === 'currency')?.value ?? currency
}

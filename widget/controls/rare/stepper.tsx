import { useMemo } from 'preact/hooks'
import { Icon } from '../../views/icon.tsx'
import { Apart } from './apart.tsx'
import { ExactBox } from './exact-box.tsx'
import type { RareProps } from './rare-props.ts'
import { type ScaleField, scaleOf } from './scale.ts'

/** Bands or numbers one after another: less, more, the arrow keys, or an exact number. */
export function Stepper(props: RareProps<ScaleField>) {
  const { id, field, value, labelledby, describedby, locale, words, change } = props
  const scale = useMemo(() => scaleOf(field, locale), [field, locale])
  const last = (scale.places ?? Infinity) - 1
  const place = scale.placeOf(value)
  const said = value === undefined || value === '' ? undefined : scale.say(value)
  const move = (by: number) => {
    // From between two places to the next one in that direction.
    const next = place === undefined ? 0 : by > 0 ? Math.floor(place) + by : Math.ceil(place) + by
    const answer = scale.answerAt(Math.min(Math.max(next, 0), last))
    if (answer !== undefined) change(answer)
  }
  const keys: Readonly<Record<string, number>> = {
    ArrowUp: 1,
    ArrowRight: 1,
    ArrowDown: -1,
    ArrowLeft: -1,
    PageUp: 10,
    PageDown: -10,
  }
  return (
    <div class="scale">
      <div class="stepper">
        <button
          type="button"
          class="round"
          aria-label={words.less}
          disabled={place === undefined || place <= 0}
          tabIndex={-1}
          onClick={() => move(-1)}
        >
          <Icon d="M6 12h12" />
        </button>
        <div
          role="spinbutton"
          tabIndex={0}
          aria-labelledby={labelledby}
          aria-label={labelledby ? undefined : words.step}
          aria-describedby={describedby}
          aria-valuenow={place === undefined ? undefined : typeof value === 'number' ? value : Math.round(place) + 1}
          aria-valuetext={said ?? words.step}
          onKeyDown={event => {
            const by = keys[event.key]
            if (by === undefined) return
            event.preventDefault()
            move(by)
          }}
        >
          <bdi class={said ? undefined : 'open'}>{said ?? words.step}</bdi>
        </div>
        <button
          type="button"
          class="round"
          aria-label={words.more}
          disabled={place !== undefined && place >= last}
          tabIndex={-1}
          onClick={() => move(1)}
        >
          <Icon d="M12 6v12M6 12h12" />
        </button>
      </div>
      <ExactBox {...props} id={id} scale={scale} />
      <Apart {...props} options={scale.apart} />
    </div>
  )
}

import { useMemo } from 'preact/hooks'
import { Apart } from './apart.tsx'
import { ExactBox } from './exact-box.tsx'
import type { RareProps } from './rare-props.ts'
import { type ScaleField, scaleOf } from './scale.ts'

/** Bands or numbers along a line: moved by hand or by the arrow keys, or set by an exact number. It answers nothing until it is moved. */
export function Slider(props: RareProps<ScaleField>) {
  const { id, field, value, labelledby, describedby, locale, words, change } = props
  const scale = useMemo(() => scaleOf(field, locale), [field, locale])
  const { places = 2 } = scale
  const place = scale.placeOf(value)
  const said = value === undefined || value === '' ? undefined : scale.say(value)
  const at = (index: number) => {
    const answer = scale.answerAt(index)
    return answer === undefined ? '' : scale.say(answer)
  }
  const shown = place ?? (places - 1) / 2
  return (
    <div class="scale">
      <output for={`${id}-line`} class={said ? undefined : 'open'}>
        <bdi>{said ?? words.slide}</bdi>
      </output>
      <input
        id={`${id}-line`}
        type="range"
        min={0}
        max={places - 1}
        // A number that was typed may stand between two places.
        step={Number.isInteger(shown) ? 1 : 'any'}
        value={shown}
        data-open={place === undefined ? '' : undefined}
        aria-labelledby={labelledby}
        aria-label={labelledby ? undefined : words.slide}
        aria-describedby={describedby}
        aria-valuetext={said ?? words.slide}
        ref={line => line?.style.setProperty('--part', `${(shown / (places - 1)) * 100}%`)}
        onInput={event => {
          const answer = scale.answerAt(Math.round(Number(event.currentTarget.value)))
          if (answer !== undefined) change(answer)
        }}
      />
      <p class="ends" aria-hidden="true">
        <bdi>{at(0)}</bdi>
        <bdi>{at(places - 1)}</bdi>
      </p>
      <ExactBox {...props} scale={scale} />
      <Apart {...props} options={scale.apart} />
    </div>
  )
}

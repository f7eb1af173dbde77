import type { RatingField } from '#flows/flow.ts'
import { Icon } from '../../views/icon.tsx'
import type { RareProps } from './rare-props.ts'

const STAR =
  'M12 3.500l2.600 5.400 5.900.8-4.300 4.100 1 5.900L12 16.900l-5.200 2.800 1-5.900L3.500 9.700l5.900-.8L12 3.500Z'

/** A scale of stars or numbers, its ends in words. In a chat one press answers; in a form the arrow keys move along it. */
export function Rating({
  id,
  field,
  value,
  invalid,
  labelledby,
  describedby,
  words,
  change,
  give,
}: RareProps<RatingField>) {
  const { min = 1, max, low, high } = field
  const stars = (field.look ?? (max > 5 ? 'numbers' : 'stars')) === 'stars'
  const values = Array.from({ length: max - min + 1 }, (_, index) => min + index)
  const name = (one: number) => words.rated.replace('{n}', String(one)).replace('{max}', String(max))
  return (
    <div
      class="rating"
      data-look={stars ? 'stars' : 'numbers'}
      ref={rating => rating?.style.setProperty('--marks', String(values.length))}
    >
      <fieldset class="marks" aria-labelledby={labelledby} aria-describedby={describedby}>
        {values.map(one => {
          const filled = stars && typeof value === 'number' && one <= value
          const mark = stars ? <Icon d={STAR} /> : one
          return give ? (
            <button
              type="button"
              key={one}
              class="mark"
              aria-label={name(one)}
              aria-pressed={value === one}
              data-filled={filled ? '' : undefined}
              onClick={() => give(one)}
            >
              {mark}
            </button>
          ) : (
            <label key={one} class="mark" data-filled={filled ? '' : undefined}>
              <input
                type="radio"
                id={one === min ? id : undefined}
                name={id}
                aria-label={name(one)}
                aria-invalid={invalid}
                checked={value === one}
                onChange={() => change(one)}
              />
              {mark}
            </label>
          )
        })}
      </fieldset>
      {(low || high) && (
        <p class="ends">
          <span>{low}</span>
          <span>{high}</span>
        </p>
      )}
    </div>
  )
}

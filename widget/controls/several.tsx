import type { Answer, Option } from '#flows/flow.ts'
import { count } from '../locales/plural.ts'
import type { Words } from '../locales/words.ts'

export interface SeveralProps {
  readonly options: readonly Option[]
  readonly picked: Answer | undefined
  readonly words: Words
  /** The most that may be picked. */
  readonly max: number | undefined
  readonly locale: string
  pick(options: readonly string[]): void
}

/** Several of the options, confirmed together. */
export function Several({ options, picked, words, max, locale, pick }: SeveralProps) {
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        pick(new FormData(event.currentTarget).getAll('option').map(String))
      }}
    >
      <p class="hint">{max ? count(words.pickUpTo, max, locale) : words.pickSeveral}</p>
      <fieldset class="chips" aria-labelledby="question">
        {options.map(({ id, label }) => (
          <label key={id} class="chip">
            <input type="checkbox" name="option" value={id} checked={Array.isArray(picked) && picked.includes(id)} />
            {label}
          </label>
        ))}
      </fieldset>
      <button type="submit" class="main">
        {words.continue}
      </button>
    </form>
  )
}

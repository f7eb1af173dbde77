import type { Answer, Option } from '#flows/flow.ts'
import type { Words } from '../locales/words.ts'

export interface SeveralProps {
  readonly options: readonly Option[]
  readonly picked: Answer | undefined
  readonly words: Words
  pick(options: readonly string[]): void
}

/** Several of the options, confirmed together. */
export function Several({ options, picked, words, pick }: SeveralProps) {
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        pick(new FormData(event.currentTarget).getAll('option').map(String))
      }}
    >
      <p class="hint">{words.pickSeveral}</p>
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

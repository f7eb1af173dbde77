import type { OpeningWords } from '../locales/words.ts'
import { Icon } from '../views/icon.tsx'

export interface ComposerProps {
  readonly words: OpeningWords
  type(raw: string): void
}

/** The typed field, there for questions with options too. */
export function Composer({ words, type }: ComposerProps) {
  return (
    <form
      class="composer"
      onSubmit={event => {
        event.preventDefault()
        type(String(new FormData(event.currentTarget).get('typed')))
      }}
    >
      <input name="typed" aria-labelledby="question" placeholder={words.typed} autocomplete="off" />
      <button type="submit" class="round" aria-label={words.send}>
        <Icon d="M12 19V5m-6 6 6-6 6 6" />
      </button>
    </form>
  )
}

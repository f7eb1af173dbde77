import type { AskStep } from '#flows/flow.ts'
import type { Words } from '../locales/words.ts'
import { Icon } from './icon.tsx'
import { checkAnswers } from './page-words.ts'

export interface ProblemSummaryProps {
  /** All questions of the page, in order. */
  readonly asks: readonly AskStep[]
  /** Slugs of what is wrong, by step id. */
  readonly problems: ReadonlyMap<string, string>
  readonly locale: string
  readonly words: Words
  say(text: string): string
  /** Brings a question into view and focus. */
  go(step: string): void
}

/** What keeps the form from being sent, each with a way to its field. Takes the focus when sending was tried. */
export function ProblemSummary({ asks, problems, locale, words, say, go }: ProblemSummaryProps) {
  const wrong = asks.filter(({ id }) => problems.has(id))
  if (wrong.length === 0) return null
  return (
    <fieldset class="summary" aria-labelledby="summary" tabIndex={-1}>
      <p id="summary">
        <Icon d="M12 8v5m0 3.500v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z" />
        {checkAnswers(locale)}
      </p>
      <ul>
        {wrong.map(({ id, text }) => (
          <li key={id}>
            <button type="button" onClick={() => go(id)}>
              {say(text)}
            </button>{' '}
            <span>{words.problems[problems.get(id) ?? ''] ?? words.problems.required}</span>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

import { useState } from 'preact/hooks'
import type { Answer } from '#flows/flow.ts'
import { maskCards } from '#flows/mask-cards.ts'
import { RareControl } from '../controls/rare-control.tsx'
import { parseHere } from '../parse-here.ts'
import type { AnsweringProps } from './answering.tsx'

/** A question of the chat that a rare control answers: by one press where the control has such, else once it is sent. */
export function RareAnswer({ talk, step, field, words, send }: AnsweringProps) {
  const [draft, setDraft] = useState<{ readonly value: Answer; readonly raw?: string | undefined }>()
  const value = draft?.value ?? talk.played.answers.get(step.id)
  const answer = (given: Answer | undefined, raw?: string) => {
    const parsed = parseHere(field, given, talk.now())
    if (!parsed.ok) return send({ type: 'refused', step: step.id, problem: parsed.problem })
    const typed = raw && { raw: maskCards(raw).slice(0, 2000) }
    send({ type: 'gave', body: { type: 'answered', step: step.id, value: parsed.value, ...typed } })
  }
  const answersAtOnce =
    field.kind === 'rating' ||
    ('options' in field && field.kind !== 'multi_choice' && field.show !== 'slider' && field.show !== 'stepper')
  return (
    <form
      novalidate
      onSubmit={event => {
        event.preventDefault()
        answer(value, draft?.raw)
      }}
    >
      <RareControl
        id="answer"
        field={field}
        value={value}
        invalid={talk.problem !== undefined}
        labelledby="question"
        describedby="problem"
        change={(value, raw) => setDraft({ value, raw })}
        give={answer}
      />
      {!answersAtOnce && (
        <button type="submit" class="main">
          {words.continue}
        </button>
      )}
    </form>
  )
}

import { describeAnswer } from '#flows/fields/index.ts'
import type { AskStep } from '#flows/flow.ts'
import type { Words } from '../locales/words.ts'
import type { Talk } from '../talk.ts'
import { Icon } from './icon.tsx'

export interface PastProps {
  readonly talk: Talk
  readonly step: AskStep
  /** The question as it was asked. */
  readonly asked: string
  readonly words: Words
  edit(): void
}

/** An earlier answer as one line; pressing it opens it again. */
export function Past({ talk, step, asked, words, edit }: PastProps) {
  const { player, played } = talk
  const field = player.flow.fields[step.field]
  const answer = played.answers.get(step.id)
  const said = field && answer !== undefined ? describeAnswer(field, answer, player.flow.locale) : words.skipped
  const given = talk.log.findLast(event => event.type === 'answered' && event.step === step.id)
  const known = given?.type === 'answered' && given.by === 'page'
  return played.done ? (
    <p class="past">
      <span>{asked}</span>
      <b>{said}</b>
    </p>
  ) : (
    <button
      type="button"
      class="past"
      data-known={known || undefined}
      title={known ? words.known : words.edit}
      onClick={edit}
    >
      <span>{asked}</span>
      <b>{said}</b>
      <Icon d="M5 19l.8-3.600L16.500 4.700a1.500 1.500 0 0 1 2.200 0l.6.6a1.500 1.500 0 0 1 0 2.200L8.600 18.200 5 19Z" />
    </button>
  )
}

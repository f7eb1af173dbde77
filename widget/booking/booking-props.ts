import { describeAnswer } from '#flows/fields/index.ts'
import type { BookStep } from '#flows/flow.ts'
import type { Conversation } from '../conversation.ts'
import type { Words } from '../locales/words.ts'
import type { TalkEvent } from '../session.ts'
import type { Talk } from '../talk.ts'

export interface BookingProps {
  readonly conversation: Conversation
  readonly talk: Talk
  readonly step: BookStep
  readonly words: Words
  send(event: TalkEvent): void
}

/** Who books, as far as they said. */
export interface Guest {
  readonly name?: string
  readonly email?: string
}

export function guestOf({ player, played }: Talk): Guest {
  const guest: { name?: string; email?: string } = {}
  for (const step of player.flow.steps) {
    const answer = played.answers.get(step.id)
    const field = step.kind === 'ask' ? player.flow.fields[step.field] : undefined
    if (!field || answer === undefined) continue
    const isName = field.kind === 'name' || (field.kind === 'text' && field.about === 'name')
    if (field.kind === 'email') guest.email = String(answer)
    else if (isName) guest.name = describeAnswer(field, answer, player.flow.locale)
  }
  return guest
}

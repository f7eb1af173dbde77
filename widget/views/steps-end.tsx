import type { Conversation } from '../conversation.ts'
import type { TalkEvent } from '../session.ts'
import type { Talk } from '../talk.ts'
import { OfflineLine } from './offline-line.tsx'
import type { ViewProps } from './view-props.ts'

export interface StepsEndProps {
  readonly conversation: Conversation
  readonly talk: Talk
  readonly offline: boolean
  readonly more: NonNullable<ViewProps['more']>
  say(text: string): string
  send(event: TalkEvent): void
}

/** Where the form has nothing more to ask: what a person promised, and what the visitor gets. */
export function StepsEnd({ conversation, talk, offline, more, say, send }: StepsEndProps) {
  const { Finish, words } = more
  const { path, position } = talk.played
  const promised = path.at(-1)
  return (
    <div class="column">
      {promised?.kind === 'handoff' && <p class="promised">{say(promised.text)}</p>}
      {(position.kind === 'decide' || position.kind === 'book' || position.kind === 'end') && (
        <Finish {...{ conversation, talk, words, say, send }} step={position} />
      )}
      {offline && <OfflineLine conversation={conversation} words={words} />}
    </div>
  )
}

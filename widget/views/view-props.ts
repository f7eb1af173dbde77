import type { Conversation } from '../conversation.ts'
import type { More } from '../load-more.ts'
import type { OpeningWords } from '../locales/words.ts'
import type { TalkEvent } from '../session.ts'
import type { TakenOver } from '../take-over.ts'
import type { Talk } from '../talk.ts'

export interface ViewProps {
  readonly conversation: Conversation
  readonly talk: Talk
  readonly offline: boolean
  readonly words: OpeningWords
  /** What is needed from the first answer on, once it is loaded. */
  readonly more: (More & TakenOver) | undefined
  /** Title of a bubble, and accessible name. */
  readonly title: string
  send(event: TalkEvent): void
  /** The visitor typed an answer. */
  type(raw: string): void
  /** Given where the conversation can be closed. */
  readonly close: (() => void) | undefined
}

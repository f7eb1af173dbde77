import type { More } from '../load-more.ts'
import type { OpeningWords } from '../locales/words.ts'
import type { TalkEvent } from '../session.ts'
import type { Talk } from '../talk.ts'

export interface ViewProps {
  readonly talk: Talk
  readonly offline: boolean
  readonly words: OpeningWords
  /** What is needed from the first answer on, once it is loaded. */
  readonly more: More | undefined
  /** Title of a bubble, and accessible name. */
  readonly title: string
  send(event: TalkEvent): void
  /** The visitor typed an answer. */
  type(raw: string): void
  /** What stands in the field that people cannot see. */
  trap(website: string): void
  /** Given where the conversation can be closed. */
  readonly close: (() => void) | undefined
}

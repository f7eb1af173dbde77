import { hasActed } from '../conversation.ts'
import type { Words } from '../locales/words.ts'
import { restart } from '../restart.ts'
import type { ViewProps } from './view-props.ts'

type Props = Pick<ViewProps, 'conversation' | 'talk'> & { readonly words: Words }

/** Somebody who comes back finds their answers, and may begin anew. Gone with their next act. */
export function Returned({ conversation, talk, words }: Props) {
  const { returned } = conversation
  if (returned === undefined || !hasActed(talk) || talk.log.length > returned || talk.played.done) return null
  return (
    <p class="returned">
      <span>{words.returned}</span>
      <Restart conversation={conversation} talk={talk} words={words} />
    </p>
  )
}

/** The same at the end, once everything is saved. */
export function StartAgain(props: Props) {
  return (
    <div class="row again">
      <Restart {...props} />
    </div>
  )
}

function Restart({ conversation, talk, words }: Props) {
  // What is not saved yet would be lost with the conversation.
  const saved = talk.acknowledged >= talk.log.length
  if (conversation.local || !saved || !hasActed(talk)) return null
  return (
    <button type="button" class="quiet" onClick={() => restart(conversation)}>
      {words.restart}
    </button>
  )
}

import { useId } from 'preact/hooks'
import type { Facts } from '#flows/condition.ts'
import { FLOW_LIMITS } from '#flows/flow.ts'
import { asked } from '../hear.ts'
import type { Words } from '../locales/words.ts'
import type { TalkEvent } from '../session.ts'
import type { Talk } from '../talk.ts'
import { Asides } from './asides.tsx'

export interface AskHereProps {
  readonly talk: Talk
  readonly words: Words
  readonly values: Facts
  send(event: TalkEvent): void
}

/** Where a form takes questions of the visitor's own: those of flows that have replies to give, or once one was asked. */
export function AskHere({ talk, words, values, send }: AskHereProps) {
  const id = useId()
  const isAsked = talk.log.some(({ type }) => type === 'asked')
  if (!talk.player.flow.snippets?.length && !isAsked) return null
  return (
    <div class="ask-here">
      <div role="log">
        <Asides talk={talk} words={words} values={values} />
      </div>
      <details>
        <summary>{words.askHere}</summary>
        <form
          onSubmit={event => {
            event.preventDefault()
            const typed = String(new FormData(event.currentTarget).get('typed')).trim()
            if (typed) send(asked(talk, typed))
          }}
        >
          <label for={id}>{words.yourQuestion}</label>
          <input id={id} class="box" name="typed" maxLength={FLOW_LIMITS.text} autocomplete="off" />
          <button type="submit" class="quiet">
            {words.send}
          </button>
        </form>
      </details>
    </div>
  )
}

import { Fragment } from 'preact'
import type { Answer, Doubt } from '#flows/flow.ts'
import { sayable } from '#flows/locale.ts'
import { FormField } from '../controls/form-field.tsx'
import { NoticeText } from '../controls/notice.tsx'
import { Trap, trapped } from '../controls/trap.tsx'
import type { Conversation } from '../conversation.ts'
import type { Drafts, FormPage } from '../form-pages.ts'
import type { Words } from '../locales/words.ts'
import type { Talk } from '../talk.ts'
import { OfflineLine } from './offline-line.tsx'
import { Picture } from './picture.tsx'
import { Said } from './said.tsx'

export interface StepsPageProps {
  readonly conversation: Conversation
  readonly talk: Talk
  readonly page: FormPage
  readonly drafts: Drafts
  /** Slugs of what is wrong, by step id. */
  readonly problems: ReadonlyMap<string, string>
  /** What is asked about once more, by step id. */
  readonly doubts: ReadonlyMap<string, Doubt>
  readonly words: Words
  readonly offline: boolean
  /** Nothing is asked after it. */
  readonly last: boolean
  say(text: string): string
  change(step: string, value: Answer, raw?: string): void
  /** `website` is what stands in the field that people cannot see. */
  goOn(website: string): void
  readonly goBack: (() => void) | undefined
}

/** One page of the stepped form. */
export function StepsPage(props: StepsPageProps) {
  const { conversation, talk, page, drafts, problems, doubts, words, offline, last, say, change, goOn, goBack } = props
  const { fields, notice } = talk.player.flow
  const values = sayable(talk.player.flow, talk.played)
  const sayDoubt = (doubt: Doubt | undefined) => doubt && say(doubt.text)
  return (
    <form
      class="steps"
      novalidate
      onSubmit={event => {
        event.preventDefault()
        goOn(trapped(event.currentTarget))
      }}
    >
      <Said says={page.says} values={values} />
      {page.asks.map(step => {
        const field = fields[step.field]
        return (
          field && (
            <Fragment key={step.id}>
              <Picture image={step.image} />
              <FormField
                id={step.id}
                field={field}
                label={say(step.text)}
                hint={step.hint && say(step.hint)}
                optional={step.optional === true}
                value={drafts.get(step.id) ?? talk.played.answers.get(step.id)}
                problem={problems.get(step.id)}
                doubt={sayDoubt(doubts.get(step.id))}
                words={words}
                change={(value, raw) => change(step.id, value, raw)}
              />
            </Fragment>
          )
        )
      })}
      {notice && page.personal && <NoticeText notice={notice} words={words} />}
      <Trap />
      <div class="row">
        <button type="submit" class="main">
          {last ? words.submit : words.continue}
        </button>
        {goBack && (
          <button type="button" class="quiet" onClick={goBack}>
            {words.back}
          </button>
        )}
      </div>
      {offline && <OfflineLine conversation={conversation} words={words} />}
    </form>
  )
}

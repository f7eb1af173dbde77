import { useRef, useState } from 'preact/hooks'
import type { Answer, AskStep, Doubt } from '#flows/flow.ts'
import { fill, sayable } from '#flows/locale.ts'
import { plainText } from '#flows/rich-text.ts'
import { FormField } from '../controls/form-field.tsx'
import { NoticeText } from '../controls/notice.tsx'
import { Trap, trapped } from '../controls/trap.tsx'
import { keepDrafts, keptDrafts } from '../drafts.ts'
import { type Drafts, eventsOf, noteRaw, problemsOf, readPage } from '../form-pages.ts'
import { outlinePage } from '../outline-page.ts'
import { AskHere } from './ask-here.tsx'
import { focusSoon, useOutcomeFocus } from './form-focus.ts'
import { FormTop } from './form-top.tsx'
import { OfflineLine } from './offline-line.tsx'
import { Picture } from './picture.tsx'
import { ProblemSummary } from './problem-summary.tsx'
import { Said } from './said.tsx'
import { StepsEnd } from './steps-end.tsx'
import { useDoubts } from './use-doubts.ts'
import type { ViewProps } from './view-props.ts'

const NONE = new Map<string, never>()

/**
 * The same flow on one page: every question up to the first decision, coming and going with what is answered. Nothing is
 * an answer before it is sent; then the outcome stands where the form stood.
 */
export function OnePage({ conversation, talk, offline, more, send, close }: ViewProps) {
  const [drafts, setState] = useState(() => keptDrafts(conversation))
  const setDrafts = (typed: Drafts) => {
    keepDrafts(conversation, typed)
    setState(typed)
  }
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(NONE)
  const raws = useRef(new Map<string, string>())
  const doubts = useDoubts()
  const root = useRef<HTMLDivElement>(null)
  const onAct = useOutcomeFocus(root, talk)
  if (!more) return null

  const { words } = more
  const { player, played } = talk
  const { fields, notice, locale } = player.flow
  const values = sayable(player.flow, played)
  const say = (text: string) => fill(plainText(text), values)
  const sayDoubt = (doubt: Doubt | undefined) => doubt && say(doubt.text)
  const page = outlinePage(talk, drafts)
  const top = <FormTop talk={talk} words={words} close={close} />
  if (!page) {
    return (
      <div ref={root} class="form">
        {top}
        <StepsEnd {...{ conversation, talk, offline, more, say, send }} />
      </div>
    )
  }

  const change = (step: string, value: Answer, raw?: string) => {
    noteRaw(raws.current, step, raw)
    setDrafts(new Map([...drafts, [step, value]]))
    setProblems(new Map([...problems].filter(([id]) => id !== step)))
  }
  const submit = (website: string) => {
    onAct()
    if (website) conversation.record = { ...conversation.record, website }
    const read = readPage(talk, page, drafts)
    const wrong = problemsOf(read)
    setProblems(wrong)
    const confirmed = wrong.size > 0 ? undefined : doubts.confirmed(talk, read)
    if (!confirmed) focusSoon(root.current)
    if (wrong.size === 0 && !confirmed) return
    for (const event of eventsOf(read, played, { raws: raws.current, confirmed })) send(event)
    if (confirmed) setDrafts(NONE)
  }
  const go = (step: string) =>
    root.current?.querySelector<HTMLElement>(`[data-step="${step}"] :is(input,textarea,select,button)`)?.focus()
  const question = (step: AskStep) => {
    const field = fields[step.field]
    return (
      field && (
        <div key={step.id} class={isShort(field.kind, 'long' in field) ? 'item short' : 'item'} data-step={step.id}>
          <Picture image={step.image} />
          <FormField
            id={step.id}
            field={field}
            label={say(step.text)}
            hint={step.hint && say(step.hint)}
            optional={step.optional === true}
            value={drafts.get(step.id) ?? played.answers.get(step.id)}
            problem={problems.get(step.id)}
            doubt={sayDoubt(doubts.shown.get(step.id))}
            words={words}
            change={(value, raw) => change(step.id, value, raw)}
          />
        </div>
      )
    )
  }

  return (
    <div ref={root} class="form">
      {top}
      <progress aria-label={words.progress} value={page.done} />
      <form
        class="steps page"
        novalidate
        tabIndex={-1}
        onSubmit={event => {
          event.preventDefault()
          submit(trapped(event.currentTarget))
        }}
      >
        <ProblemSummary {...{ asks: page.asks, problems, locale, words, say, go }} />
        {page.parts.map(part => (
          <div key={part.asks[0]?.id} class="part">
            <Said says={part.says} values={values} />
            {part.asks.map(question)}
            {notice && part.personal && <NoticeText notice={notice} words={words} />}
          </div>
        ))}
        <Trap />
        <div class="row">
          <button type="submit" class="main">
            {words.submit}
          </button>
        </div>
        {offline && <OfflineLine conversation={conversation} words={words} />}
      </form>
      <AskHere {...{ talk, words, values, send }} />
    </div>
  )
}

/** Two of these stand side by side where there is room. */
function isShort(kind: string, long: boolean): boolean {
  return !long && ['text', 'email', 'phone', 'url', 'number'].includes(kind)
}

import { useRef, useState } from 'preact/hooks'
import { parseAnswer } from '#flows/fields/index.ts'
import type { Answer, AskStep } from '#flows/flow.ts'
import { fill, sayable } from '#flows/locale.ts'
import { FormField } from '../controls/form-field.tsx'
import { isPersonal } from '../controls/input-attributes.ts'
import { NoticeText } from '../controls/notice.tsx'
import { pagesOf } from '../form-pages.ts'
import type { ViewProps } from './view-props.ts'

/**
 * The same flow as a form in steps: the questions of a page together. What is typed stays in the page until "Continue";
 * only then it is an answer.
 */
export function Steps({ conversation, talk, offline, more, send }: ViewProps) {
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Answer>>(new Map())
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map())
  const [opened, setOpened] = useState<string>()
  const form = useRef<HTMLFormElement>(null)
  if (!more) return null
  const { words, Finish } = more
  const { player, played } = talk
  const values = sayable(player.flow, played)
  const say = (text: string) => fill(text, values)
  const pages = pagesOf(talk, drafts)
  const current = pages.find(({ asks }) => asks.some(({ id }) => id === opened)) ?? pages.find(({ ahead }) => ahead)
  const { position } = played
  if (!current) {
    const waits =
      position.kind === 'decide' || position.kind === 'book' || position.kind === 'end' ? position : undefined
    return (
      <div class="column">
        {played.path.slice(-1).map(step => step.kind === 'handoff' && <p key={step.id}>{say(step.text)}</p>)}
        {waits && <Finish talk={talk} step={waits} words={words} say={say} send={send} />}
        {offline && <Offline text={words.offline} />}
      </div>
    )
  }

  const index = pages.indexOf(current)
  const fieldOf = (step: AskStep) => player.flow.fields[step.field]
  const answerOf = (step: AskStep) => drafts.get(step.id) ?? played.answers.get(step.id)
  const draft = (step: AskStep, value: Answer | undefined) => {
    const changed = new Map(drafts)
    if (value === undefined) changed.delete(step.id)
    else changed.set(step.id, value)
    setDrafts(changed)
    if (problems.has(step.id)) setProblems(new Map([...problems].filter(([id]) => id !== step.id)))
  }
  const focusFirst = () =>
    setTimeout(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid=true],.field :is(input,textarea,select)')?.focus(),
    )
  const submit = () => {
    const read = current.asks.map(step => ({
      step,
      raw: answerOf(step),
      parsed: parseStep(step, fieldOf(step), answerOf(step)),
    }))
    const wrong = new Map(
      read.flatMap(({ step, parsed }) => (parsed && !parsed.ok ? [[step.id, parsed.problem] as const] : [])),
    )
    setProblems(wrong)
    focusFirst()
    for (const [step, problem] of wrong) send({ type: 'refused', step, problem })
    if (wrong.size > 0) return
    for (const { step, parsed } of read) {
      const known = played.answers.get(step.id)
      if (!parsed) send({ type: 'gave', body: { type: 'skipped', step: step.id } })
      else if (parsed.ok && JSON.stringify(parsed.value) !== JSON.stringify(known)) {
        send({ type: 'gave', body: { type: 'answered', step: step.id, value: parsed.value } })
      }
    }
    setOpened(undefined)
    setDrafts(new Map())
  }
  const before = pages[index - 1]
  const personal = pages.find(({ asks }) => asks.some(step => isPersonalStep(step)))
  function isPersonalStep(step: AskStep) {
    const field = fieldOf(step)
    return field !== undefined && isPersonal(field)
  }

  return (
    <>
      <progress aria-label={words.progress} value={index} max={pages.length} />
      <form
        ref={form}
        class="steps"
        novalidate
        onSubmit={event => {
          event.preventDefault()
          const website = new FormData(event.currentTarget).get('website')
          if (website) conversation.record = { ...conversation.record, website: String(website) }
          submit()
        }}
      >
        {current.says.map(text => (
          <p key={text} class="intro">
            {say(text)}
          </p>
        ))}
        {current.asks.map(step => {
          const field = fieldOf(step)
          return (
            field && (
              <FormField
                key={step.id}
                id={step.id}
                field={field}
                label={say(step.text)}
                hint={step.hint && say(step.hint)}
                optional={step.optional === true}
                value={answerOf(step)}
                problem={problems.get(step.id)}
                words={words}
                change={value => draft(step, value)}
              />
            )
          )
        })}
        {player.flow.notice && current === personal && <NoticeText notice={player.flow.notice} words={words} />}
        <input class="trap" name="website" tabIndex={-1} autocomplete="off" aria-hidden="true" />
        <div class="row">
          <button type="submit" class="main">
            {index === pages.length - 1 ? words.submit : words.continue}
          </button>
          {before && (
            <button
              type="button"
              class="quiet"
              onClick={() => {
                setOpened(before.asks[0]?.id)
                focusFirst()
              }}
            >
              {words.back}
            </button>
          )}
        </div>
        {offline && <Offline text={words.offline} />}
      </form>
    </>
  )
}

function Offline({ text }: { readonly text: string }) {
  return (
    <p class="small" role="status">
      {text}
    </p>
  )
}

/** Undefined when an optional question is left open. */
function parseStep(step: AskStep, field: Parameters<typeof parseAnswer>[0] | undefined, raw: Answer | undefined) {
  const blank = raw === undefined || raw === '' || raw === false || (Array.isArray(raw) && raw.length === 0)
  if (!field || (step.optional && blank)) return undefined
  return parseAnswer(field, raw)
}

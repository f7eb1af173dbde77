import { useRef, useState } from 'preact/hooks'
import type { Answer } from '#flows/flow.ts'
import { fill, sayable } from '#flows/locale.ts'
import { plainText } from '#flows/rich-text.ts'
import { keepDrafts, keptDrafts } from '../drafts.ts'
import { type Drafts, eventsOf, noteRaw, pagesOf, problemsOf, readPage } from '../form-pages.ts'
import { AskHere } from './ask-here.tsx'
import { focusSoon, useOutcomeFocus } from './form-focus.ts'
import { FormTop } from './form-top.tsx'
import { StepsEnd } from './steps-end.tsx'
import { StepsPage } from './steps-page.tsx'
import { useDoubts } from './use-doubts.ts'
import type { ViewProps } from './view-props.ts'

const NONE = new Map<string, never>()

/**
 * The same flow as a form in steps: the questions of a page together. What is typed stays in the page until "Continue";
 * only then it is an answer.
 */
export function Steps({ conversation, talk, offline, more, send, close }: ViewProps) {
  const [drafts, setState] = useState(() => keptDrafts(conversation))
  const setDrafts = (typed: Drafts) => {
    keepDrafts(conversation, typed)
    setState(typed)
  }
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(NONE)
  /** A question of the page that was gone back to. */
  const [opened, setOpened] = useState<string>()
  const raws = useRef(new Map<string, string>())
  const doubts = useDoubts()
  const root = useRef<HTMLDivElement>(null)
  const onAct = useOutcomeFocus(root, talk)
  if (!more) return null

  const { words } = more
  const { player, played } = talk
  const values = sayable(player.flow, played)
  const say = (text: string) => fill(plainText(text), values)
  const pages = pagesOf(talk, drafts)
  const page = pages.find(({ asks }) => asks.some(({ id }) => id === opened)) ?? pages.find(({ ahead }) => ahead)
  const top = <FormTop talk={talk} words={words} close={close} />
  if (!page) {
    return (
      <div ref={root} class="form">
        {top}
        <StepsEnd {...{ conversation, talk, offline, more, say, send }} />
      </div>
    )
  }

  const index = pages.indexOf(page)
  const before = pages[index - 1]?.asks[0]

  const change = (step: string, value: Answer, raw?: string) => {
    noteRaw(raws.current, step, raw)
    setDrafts(new Map([...drafts, [step, value]]))
    setProblems(new Map([...problems].filter(([id]) => id !== step)))
  }
  const goOn = (website: string) => {
    onAct()
    if (website) conversation.record = { ...conversation.record, website }
    const read = readPage(talk, page, drafts)
    const wrong = problemsOf(read)
    setProblems(wrong)
    focusSoon(root.current)
    const confirmed = wrong.size > 0 ? undefined : doubts.confirmed(talk, read)
    if (wrong.size === 0 && !confirmed) return
    for (const event of eventsOf(read, played, { raws: raws.current, confirmed })) send(event)
    if (wrong.size > 0) return
    setOpened(undefined)
    setDrafts(NONE)
  }
  const goBack = () => {
    setOpened(before?.id)
    focusSoon(root.current)
  }

  return (
    <div ref={root} class="form">
      {top}
      <progress aria-label={words.progress} value={index} max={pages.length} />
      <StepsPage
        {...{ conversation, talk, page, drafts, problems, words, offline, say, change, goOn }}
        doubts={doubts.shown}
        goBack={before && goBack}
        last={index === pages.length - 1}
      />
      <AskHere {...{ talk, words, values, send }} />
    </div>
  )
}

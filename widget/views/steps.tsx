import { useRef, useState } from 'preact/hooks'
import type { Answer } from '#flows/flow.ts'
import { fill, sayable } from '#flows/locale.ts'
import { type Drafts, pagesOf, type ReadAnswer, readPage } from '../form-pages.ts'
import { StepsEnd } from './steps-end.tsx'
import { StepsPage } from './steps-page.tsx'
import type { ViewProps } from './view-props.ts'

const NONE = new Map<string, never>()

/**
 * The same flow as a form in steps: the questions of a page together. What is typed stays in the page until "Continue";
 * only then it is an answer.
 */
export function Steps({ conversation, talk, offline, more, send }: ViewProps) {
  const [drafts, setDrafts] = useState<Drafts>(NONE)
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(NONE)
  /** A question of the page that was gone back to. */
  const [opened, setOpened] = useState<string>()
  const root = useRef<HTMLDivElement>(null)
  if (!more) return null

  const { words } = more
  const { player, played } = talk
  const values = sayable(player.flow, played)
  const say = (text: string) => fill(text, values)
  const pages = pagesOf(talk, drafts)
  const page = pages.find(({ asks }) => asks.some(({ id }) => id === opened)) ?? pages.find(({ ahead }) => ahead)
  if (!page) return <StepsEnd talk={talk} offline={offline} more={more} say={say} send={send} />

  const index = pages.indexOf(page)
  const before = pages[index - 1]?.asks[0]

  const change = (step: string, value: Answer) => {
    setDrafts(new Map([...drafts, [step, value]]))
    setProblems(new Map([...problems].filter(([id]) => id !== step)))
  }
  const goOn = (website: string) => {
    if (website) conversation.record = { ...conversation.record, website }
    const read = readPage(talk, page, drafts)
    const wrong = problemsOf(read)
    setProblems(wrong)
    focusSoon(root.current)
    for (const [step, problem] of wrong) send({ type: 'refused', step, problem })
    if (wrong.size > 0) return
    for (const { step, parsed } of read) {
      if (!parsed) send({ type: 'gave', body: { type: 'skipped', step: step.id } })
      else if (parsed.ok && !isSame(parsed.value, played.answers.get(step.id))) {
        send({ type: 'gave', body: { type: 'answered', step: step.id, value: parsed.value } })
      }
    }
    setOpened(undefined)
    setDrafts(NONE)
  }
  const goBack = () => {
    setOpened(before?.id)
    focusSoon(root.current)
  }

  return (
    <div ref={root}>
      <progress aria-label={words.progress} value={index} max={pages.length} />
      <StepsPage
        {...{ talk, page, drafts, problems, words, offline, say, change, goOn }}
        goBack={before && goBack}
        last={index === pages.length - 1}
      />
    </div>
  )
}

function problemsOf(read: readonly ReadAnswer[]): Map<string, string> {
  return new Map(read.flatMap(({ step, parsed }) => (parsed && !parsed.ok ? [[step.id, parsed.problem] as const] : [])))
}

function isSame(one: Answer, other: Answer | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Once it is drawn: the first field that is wrong, else the first. */
function focusSoon(root: HTMLElement | null): void {
  const wanted = ['[aria-invalid=true]', '.field :is(input,textarea)']
  setTimeout(() => {
    const found = wanted.map(selector => root?.querySelector<HTMLElement>(selector)).find(Boolean)
    found?.focus()
  })
}

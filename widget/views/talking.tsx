import type { ComponentChild } from 'preact'
import type { Facts } from '#flows/condition.ts'
import type { AskStep, Step } from '#flows/flow.ts'
import { fill } from '#flows/locale.ts'
import { isRichText, plainText, splitHeading } from '#flows/rich-text.ts'
import { Composer } from '../controls/composer.tsx'
import { isTyped } from '../controls/input-attributes.ts'
import { TypedComposer } from '../controls/typed-composer.tsx'
import { currentField, currentStep } from '../talk.ts'
import { Asides } from './asides.tsx'
import { Finish } from './finish.tsx'
import { OfflineLine } from './offline-line.tsx'
import { Past } from './past.tsx'
import { Picture } from './picture.tsx'
import { Returned, StartAgain } from './returned.tsx'
import { AfterHeading, Rich, richLines } from './rich.tsx'
import type { ViewProps } from './view-props.ts'

// The parts of the chat from the first answer on. Functions, not components: what stands there already stays as it is.

type Talking = ViewProps & { readonly more: NonNullable<ViewProps['more']> }

/** What was said and answered so far, with what was asked beside it. */
export function lines(props: Talking, values: Facts): ComponentChild[] {
  const { talk, more, send } = props
  const { words } = more
  const { path } = talk.played
  const current = currentStep(talk)
  return [
    ...path.flatMap(step => {
      if (said(step)) return [saidLine(step, values)]
      if (step.kind !== 'ask' || step.id === current.id) return []
      return [
        <Past
          key={step.id}
          talk={talk}
          step={step}
          asked={plainLine(step.text, values)}
          words={words}
          edit={() => send({ type: 'edited', step: step.id })}
        />,
        <Asides key={`${step.id} asides`} talk={talk} step={step.id} words={words} values={values} />,
      ]
    }),
    <Asides key=" asides" talk={talk} step={current.id} words={words} values={values} />,
    <Returned key=" returned" {...props} words={words} />,
  ]
}

/** The question itself: its first paragraph, for it is a heading. */
export function heading({ text }: { readonly text: string }, values: Facts): ComponentChild {
  return isRichText(text) ? richLines(splitHeading(text).heading, values) : fill(text, values)
}

/** What stands under the question: the rest of its text, its picture, why it is asked. */
export function under({ text, hint, image }: AskStep, values: Facts): ComponentChild {
  return (
    <>
      <AfterHeading text={text} values={values} />
      <Picture image={image} />
      {hint && (
        <div class="hint rich">
          <Rich text={hint} values={values} />
        </div>
      )}
    </>
  )
}

/** After the questions, and below everything. */
export function rest(props: Talking, say: (text: string) => string): ComponentChild {
  const { talk, more, send, offline } = props
  const step = currentStep(talk)
  const { words } = more
  return (
    <>
      {(step.kind === 'decide' || step.kind === 'book' || step.kind === 'end') && (
        <Finish conversation={props.conversation} talk={talk} step={step} words={words} say={say} send={send} />
      )}
      {step.kind === 'end' && <StartAgain {...props} words={words} />}
      {offline && <OfflineLine conversation={props.conversation} words={words} />}
    </>
  )
}

/** The typed field, fit for what is asked. */
export function composer({ talk, more, type }: Talking): ComponentChild {
  const step = currentStep(talk)
  const field = currentField(talk)
  if (!field) return null
  return isTyped(field) ? (
    <TypedComposer
      key={step.id}
      words={more.words}
      field={field}
      value={talk.played.answers.get(step.id)}
      invalid={!!talk.problem}
      type={type}
    />
  ) : (
    <Composer key={step.id} words={more.words} type={type} />
  )
}

type Said = Extract<Step, { kind: 'say' | 'handoff' }>

function said(step: Step): step is Said {
  return step.kind === 'say' || step.kind === 'handoff'
}

function saidLine(step: Said, values: Facts): ComponentChild {
  const image = step.kind === 'say' ? step.image : undefined
  if (!image && !isRichText(step.text)) return <p key={step.id}>{fill(step.text, values)}</p>
  return (
    <div key={step.id} class="rich">
      <Picture image={image} />
      <Rich text={step.text} values={values} />
    </div>
  )
}

/** A text in one line without markup. */
function plainLine(text: string, values: Facts): string {
  return fill(plainText(text).split('\n')[0] ?? '', values)
}

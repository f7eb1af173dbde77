import type { Step } from '#flows/flow.ts'
import { fill, sayable } from '#flows/locale.ts'
import { Chips, isPickable } from '../controls/chips.tsx'
import { Composer } from '../controls/composer.tsx'
import { currentField, currentStep } from '../talk.ts'
import { Icon } from './icon.tsx'
import type { ViewProps } from './view-props.ts'

/** The conversation: what was said, the question in focus, and two ways to answer it: a tap or words. */
export function Chat({ talk, offline, words, more, title, send, type, close }: ViewProps) {
  const { played, player, editing } = talk
  const step = currentStep(talk)
  const field = currentField(talk)
  const values = sayable(player.flow, played)
  const say = (text: string) => fill(text, values)

  return (
    <>
      {close && (
        <div class="top">
          <p>{title}</p>
          <button type="button" class="round" aria-label={words.close} onClick={close}>
            <Icon d="M6 6l12 12M18 6 6 18" />
          </button>
        </div>
      )}
      <progress aria-label={words.progress} value={more?.progress(talk) ?? 0} />
      <div class="column">
        <div role="log">
          {played.path.map(passed => {
            if (said(passed)) return <p key={passed.id}>{say(passed.text)}</p>
            if (!more || passed.kind !== 'ask' || passed.id === editing) return null
            const edit = () => send({ type: 'edited', step: passed.id })
            return (
              <more.Past
                key={passed.id}
                talk={talk}
                step={passed}
                asked={say(passed.text)}
                words={more.words}
                edit={edit}
              />
            )
          })}
        </div>
        {step.kind === 'ask' && field && (
          <section key={step.id}>
            <h2 id="question" tabIndex={-1}>
              {say(step.text)}
            </h2>
            {step.hint && <p class="hint">{say(step.hint)}</p>}
            {isPickable(field) && (
              <Chips
                options={field.options}
                picked={played.answers.get(step.id)}
                pick={value => send({ type: 'gave', body: { type: 'answered', step: step.id, value } })}
              />
            )}
            {more && <more.Answering talk={talk} step={step} field={field} words={more.words} send={send} />}
          </section>
        )}
        {more && waits(step) && <more.Finish talk={talk} step={step} words={more.words} say={say} send={send} />}
        {more && offline && <more.OfflineLine words={more.words} />}
      </div>
      {field &&
        (more?.isTyped(field) ? (
          <more.TypedComposer
            key={step.id}
            words={more.words}
            field={field}
            value={played.answers.get(step.id)}
            invalid={!!talk.problem}
            type={type}
          />
        ) : (
          <Composer key={step.id} words={words} type={type} />
        ))}
    </>
  )
}

function said(step: Step): step is Extract<Step, { kind: 'say' | 'handoff' }> {
  return step.kind === 'say' || step.kind === 'handoff'
}

function waits(step: Step): step is Extract<Step, { kind: 'decide' | 'book' | 'end' }> {
  return step.kind === 'decide' || step.kind === 'book' || step.kind === 'end'
}

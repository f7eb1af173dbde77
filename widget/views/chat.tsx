import { fill, sayable } from '#flows/locale.ts'
import { Chips, isPickable } from '../controls/chips.tsx'
import { Composer } from '../controls/composer.tsx'
import { currentField, currentStep } from '../talk.ts'
import { Icon } from './icon.tsx'
import type { ViewProps } from './view-props.ts'

/**
 * The conversation: what was said, the question in focus, and two ways to answer it: a tap or words. By itself it can show a
 * plain first question with options; the rest comes from `talking.tsx`.
 */
export function Chat(props: ViewProps) {
  const { talk, words, more, title, send, type, close } = props
  const { played, player } = talk
  const step = currentStep(talk)
  const field = currentField(talk)
  const values = sayable(player.flow, played)
  const say = (text: string) => fill(text, values)
  const talking = more && { ...props, more }

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
      <div class={player.flow.rhythm ? 'column still' : 'column'}>
        <div role="log">
          {talking
            ? talking.more.lines(talking, values)
            : played.path.map(passed => passed.kind === 'say' && <p key={passed.id}>{say(passed.text)}</p>)}
        </div>
        {step.kind === 'ask' && field && (
          <section key={step.id}>
            <h2 id="question" tabIndex={-1}>
              {more ? more.heading(step, values) : say(step.text)}
            </h2>
            {more ? more.under(step, values) : step.hint && <p class="hint">{say(step.hint)}</p>}
            {isPickable(field) && (
              <Chips
                options={field.options}
                apart={step.elsewhere}
                picked={played.answers.get(step.id)}
                pick={value => send({ type: 'gave', body: { type: 'answered', step: step.id, value } })}
              />
            )}
            {more && <more.Answering talk={talk} step={step} field={field} words={more.words} send={send} />}
          </section>
        )}
        {talking?.more.rest(talking, say)}
      </div>
      {field && (talking ? talking.more.composer(talking) : <Composer key={step.id} words={words} type={type} />)}
    </>
  )
}

import { describeAnswer } from '#flows/fields/index.ts'
import type { AskStep, Field } from '#flows/flow.ts'
import { fill, sayable } from '#flows/locale.ts'
import { isPersonal } from '../controls/input-attributes.ts'
import { lookOf } from '../controls/look-of.ts'
import { NoticeText } from '../controls/notice.tsx'
import { Several } from '../controls/several.tsx'
import { asked } from '../hear.ts'
import type { Words } from '../locales/words.ts'
import type { TalkEvent } from '../session.ts'
import type { Talk } from '../talk.ts'
import { RareAnswer } from './rare-answer.tsx'

export interface AnsweringProps {
  readonly talk: Talk
  readonly step: AskStep
  readonly field: Field
  readonly words: Words
  send(event: TalkEvent): void
}

/** All about the question in focus that a tap on an option is not: several options, consent, what to confirm, what is wrong, ways out. */
export function Answering({ talk, step, field, words, send }: AnsweringProps) {
  const { editing, played, player, problem, proposal } = talk
  const picked = played.answers.get(step.id)
  const give = (value: string | boolean | readonly string[]) =>
    send({ type: 'gave', body: { type: 'answered', step: step.id, value } })
  const before = played.path.filter(({ kind }) => kind === 'ask')
  const last = before.at(-1)
  const { notice, fields } = player.flow
  const told = before.some(asked => asked.kind === 'ask' && asked.id !== step.id && isTold(fields[asked.field]))

  return (
    <>
      {lookOf(field) && <RareAnswer talk={talk} step={step} field={field} words={words} send={send} />}
      {field.kind === 'multi_choice' && !lookOf(field) && (
        <Several
          options={field.options}
          max={field.max}
          picked={picked}
          words={words}
          locale={player.flow.locale}
          pick={give}
        />
      )}
      {field.kind === 'consent' && (
        <>
          <p class="consent">{field.text}</p>
          <div class="row">
            <button type="button" class="main" onClick={() => give(true)}>
              {words.agree}
            </button>
            {field.purpose === 'marketing' && (
              <button type="button" class="quiet" onClick={() => give(false)}>
                {words.decline}
              </button>
            )}
          </div>
        </>
      )}
      <div role="status">
        {proposal && <p class="note">{about(talk, field, words)}</p>}
        {problem && <p class="bad">{words.problems[problem] ?? words.problems.required}</p>}
      </div>
      {problem === 'unclear' && (
        <div class="row ways">
          <button type="button" class="quiet" onClick={event => askTyped(event.currentTarget, talk, send)}>
            {words.askPerson}
          </button>
        </div>
      )}
      {proposal && (
        <div class="row">
          <button
            type="button"
            class="main confirm"
            onClick={() => {
              const { value, raw, why, doubt } = proposal
              const kept = why === 'typed' || (doubt && raw) ? { raw } : {}
              const confirmed = doubt && { confirmed: doubt.id }
              send({ type: 'gave', body: { type: 'answered', step: step.id, value, ...kept, ...confirmed } })
            }}
          >
            {proposal.why === 'typed' || proposal.doubt ? words.confirm : words.useAnyway}
          </button>
        </div>
      )}
      {notice && isPersonal(field) && (!told || field.kind === 'consent') && (
        <NoticeText notice={notice} words={words} />
      )}
      <div class="row ways">
        {editing ? (
          <button type="button" class="quiet" onClick={() => send({ type: 'edited', step: undefined })}>
            {words.keep}
          </button>
        ) : (
          last && (
            <button type="button" class="quiet" onClick={() => send({ type: 'edited', step: last.id })}>
              {words.back}
            </button>
          )
        )}
        {step.optional && (
          <button
            type="button"
            class="quiet"
            onClick={() => send({ type: 'gave', body: { type: 'skipped', step: step.id } })}
          >
            {words.skip}
          </button>
        )}
      </div>
    </>
  )
}

/** Takes what stands in the typed field for a question. */
function askTyped(button: Element, talk: Talk, send: AnsweringProps['send']): void {
  const typed = button.closest('.parley')?.querySelector<HTMLInputElement>('[name=typed]')?.value
  if (typed?.trim()) send(asked(talk, typed))
}

function isTold(field: Field | undefined): boolean {
  return field !== undefined && isPersonal(field)
}

function about({ proposal, player, played }: Talk, field: Field, words: Words): string {
  if (!proposal) return ''
  if (proposal.why === 'doubt') return fill(proposal.doubt?.text ?? '', sayable(player.flow, played))
  const answer = describeAnswer(field, proposal.value, player.flow.locale)
  const ask = { typed: words.proposal, free_mail: words.freeMail, disposable: words.disposable }
  return ask[proposal.why].replace('{answer}', answer)
}

import type { BookStep, DecideStep, EndStep } from '#flows/flow.ts'
import type { Words } from '../locales/words.ts'
import { safeUrl } from '../safe-url.ts'
import type { TalkEvent } from '../session.ts'
import type { Talk } from '../talk.ts'
import { Icon } from './icon.tsx'

export interface FinishProps {
  readonly talk: Talk
  readonly step: BookStep | DecideStep | EndStep
  readonly words: Words
  say(text: string): string
  send(event: TalkEvent): void
}

/** Where no question is left: a moment of waiting, a time with a person, or what the visitor takes away. */
export function Finish({ talk, step, words, say, send }: FinishProps) {
  if (step.kind === 'decide') {
    return (
      <section>
        <p class="deciding" role="status">
          {words.deciding}
        </p>
      </section>
    )
  }
  const link = step.kind === 'end' && step.link
  const url = link ? safeUrl(link.url) : undefined
  return (
    <section key={step.id}>
      <h2 id="question" tabIndex={-1}>
        {say(step.text)}
      </h2>
      {step.kind === 'book' && <Booking talk={talk} step={step} words={words} send={send} />}
      {link && url && (
        <div class="row">
          <a class="main" href={url} target="_blank" rel="noopener" aria-label={`${say(link.label)} (${words.newTab})`}>
            {say(link.label)}
            <Icon d="M8 16 17 7M9 7h8v8" />
          </a>
        </div>
      )}
      {step.kind === 'end' && <Saved talk={talk} words={words} />}
    </section>
  )
}

function Booking({ talk, step, words, send }: Omit<FinishProps, 'say'>) {
  const offer = talk.decisions.at(-1)?.offer
  const url = safeUrl(offer?.bookingUrl)
  const { owner } = offer ?? {}
  return (
    <>
      {owner && (
        <p class="owner">
          <i aria-hidden="true">{initials(owner.name)}</i>
          <span>
            <b>{owner.name}</b>
            {owner.title && <span>{owner.title}</span>}
          </span>
        </p>
      )}
      <div class="row">
        {url && (
          <a
            class="main"
            href={url}
            target="_blank"
            rel="noopener"
            aria-label={`${words.book} (${words.newTab})`}
            // After the click is through: the link goes away with the step.
            onClick={() => setTimeout(send, 0, { type: 'gave', body: { type: 'booked', step: step.id } })}
          >
            {words.book}
            <Icon d="M8 16 17 7M9 7h8v8" />
          </a>
        )}
        <button
          type="button"
          class="quiet"
          onClick={() => send({ type: 'gave', body: { type: 'skipped', step: step.id } })}
        >
          {url ? words.notNow : words.continue}
        </button>
      </div>
    </>
  )
}

/** Says "saved" only when the server has said so. */
function Saved({ talk: { log, acknowledged }, words }: { readonly talk: Talk; readonly words: Words }) {
  const saved = acknowledged >= log.length
  return (
    <p class="small" role="status">
      {saved && <Icon d="M5 12l5 5 9-10" />}
      {saved ? words.saved : words.saving}
    </p>
  )
}

function initials(name: string): string {
  const parts = name.split(/\s+/)
  return [parts[0], parts.length > 1 ? parts.at(-1) : ''].map(part => [...(part ?? '')][0] ?? '').join('')
}

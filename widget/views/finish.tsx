import { useEffect, useState } from 'preact/hooks'
import type { BookStep, DecideStep, EndStep } from '#flows/flow.ts'
import { sayable } from '#flows/locale.ts'
import { splitHeading } from '#flows/rich-text.ts'
import type { Conversation } from '../conversation.ts'
import type { Words } from '../locales/words.ts'
import { safeUrl } from '../safe-url.ts'
import type { TalkEvent } from '../session.ts'
import type { Talk } from '../talk.ts'
import { Icon } from './icon.tsx'
import { AfterHeading, richLines } from './rich.tsx'

export interface FinishProps {
  readonly conversation: Conversation
  readonly talk: Talk
  readonly step: BookStep | DecideStep | EndStep
  readonly words: Words
  say(text: string): string
  send(event: TalkEvent): void
}

/** Where no question is left: a moment of waiting, a time with a person, or what the visitor takes away. */
export function Finish({ conversation, talk, step, words, say, send }: FinishProps) {
  const booking = useBooking(talk, step)
  if (step.kind === 'decide') {
    return (
      <section>
        <p class="deciding" role="status">
          {words.deciding}
        </p>
      </section>
    )
  }
  const values = sayable(talk.player.flow, talk.played)
  const link = step.kind === 'end' && step.link
  const url = link ? safeUrl(link.url) : undefined
  return (
    <section key={step.id}>
      <h2 id="question" tabIndex={-1}>
        {richLines(splitHeading(step.text).heading, values)}
      </h2>
      <AfterHeading text={step.text} values={values} />
      {step.kind === 'book' && <Owner talk={talk} />}
      {step.kind === 'book' && <Booking {...{ conversation, talk, words, send }} step={step} booking={booking} />}
      {step.kind === 'end' && booking && hasBookedHere(talk) && (
        <booking.Booked conversation={conversation} talk={talk} />
      )}
      {link && url && (
        <div class="row">
          <a class="main" href={url} target="_blank" rel="noopener" aria-label={`${say(link.label)} (${words.newTab})`}>
            {say(link.label)}
            <Icon d="M8 16 17 7M9 7h8v8" />
          </a>
        </div>
      )}
      {step.kind === 'end' && !conversation.refused && <Saved talk={talk} words={words} />}
    </section>
  )
}

type BookingModule = typeof import('../booking.ts')

/** What draws calendars: fetched while the decision is awaited that may offer one. Null once it is out of reach. */
function useBooking({ player: { flow } }: Talk, step: FinishProps['step']): BookingModule | null | undefined {
  const [module, setModule] = useState<BookingModule | null>()
  const wanted = flow.steps.some(({ kind }) => kind === 'book')
  useEffect(() => {
    if (wanted && !module)
      import('../booking.ts').then(
        loaded => setModule(() => loaded),
        () => setModule(null),
      )
  }, [step.id])
  return module
}

/** Whether the offer is more than a link: free times, or the calendar of a tool that may stand in a page. */
function isShownHere({ local }: Conversation, { decisions }: Talk): boolean {
  const offer = decisions.at(-1)?.offer
  return (
    !local &&
    (offer?.slots === true || /^https:\/\/(app\.)?(cal\.|calendly\.|meetings[-.])/.test(offer?.bookingUrl ?? ''))
  )
}

function hasBookedHere({ decisions, log }: Talk): boolean {
  return decisions.at(-1)?.offer?.slots === true && log.some(({ type }) => type === 'booked')
}

function Owner({ talk }: Pick<FinishProps, 'talk'>) {
  const owner = talk.decisions.at(-1)?.offer?.owner
  return owner ? (
    <p class="owner">
      <i aria-hidden="true">{initials(owner.name)}</i>
      <span>
        <b>{owner.name}</b>
        {owner.title && <span>{owner.title}</span>}
      </span>
    </p>
  ) : null
}

interface BookingPartProps extends Omit<FinishProps, 'step' | 'say'> {
  readonly step: BookStep
  readonly booking: BookingModule | null | undefined
}

/** Without its module there is the plain link. */
function Booking({ booking, conversation, talk, ...rest }: BookingPartProps) {
  if (!isShownHere(conversation, talk) || booking === null) return <BookingLink talk={talk} {...rest} />
  return booking ? (
    <booking.Booking {...{ conversation, talk, ...rest }} />
  ) : (
    <p class="deciding">{rest.words.deciding}</p>
  )
}

type BookingLinkProps = Pick<BookingPartProps, 'talk' | 'step' | 'words' | 'send'>

function BookingLink({ talk, step, words, send }: BookingLinkProps) {
  const url = safeUrl(talk.decisions.at(-1)?.offer?.bookingUrl)
  return (
    <div class="row">
      {url && (
        <a
          class="main"
          href={url}
          target="_blank"
          rel="noopener"
          aria-label={`${words.book} (${words.newTab})`}
          // After the click is through: the link goes away with the step.
          onClick={() => setTimeout(send, 0, { type: 'gave', body: { type: 'clicked', step: step.id } })}
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

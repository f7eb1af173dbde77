import './lead-card.css'
import { useEffect, useRef } from 'preact/hooks'
import type { LeadCard, LeadDetail, LeadRow } from '#server/http/api-type.ts'
import { CardAccountPanel } from '../accounts/card-account.tsx'
import { get, RequestFailed } from '../api.ts'
import { LeadPredictionNote } from '../learning/lead-prediction.tsx'
import { lasting, lastingInWords } from '../lifecycle/lasting.ts'
import { SlotsPanel } from '../lifecycle/slots-panel.tsx'
import { StageHistory } from '../lifecycle/stage-history.tsx'
import { Icon } from '../ui/icon.tsx'
import { fail } from '../ui/toast.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { When } from '../ui/when.tsx'
import { count, STAGES, TEMPERATURES, whole } from '../words.ts'
import { CardDeliveries } from './card-deliveries.tsx'
import { CardFacts } from './card-facts.tsx'
import { CardMeeting } from './card-meeting.tsx'
import { CardQuestions } from './card-questions.tsx'
import { CardRouting } from './card-routing.tsx'
import { CardTimeline } from './card-timeline.tsx'
import { HeldBack } from './held-back.tsx'
import { replaceRow } from './leads-list.ts'
import { SamePersonPanel } from './same-person.tsx'
import { ScoreStory } from './score-story.tsx'
import { VerdictBar } from './verdict-bar.tsx'

interface LeadCardPanelProps {
  readonly id: string
  /** Raised when the server says that this lead changed. */
  readonly news: number
  readonly onClose: () => void
  /** A person moved or filled in something. */
  readonly onChanged?: () => void
}

/** The briefing: who, what to do next, why, what they said, what they did, who has it and why. */
export function LeadCardPanel({ id, news, onClose, onChanged }: LeadCardPanelProps) {
  const { data: card, error, reload } = useLoad(id, () => get<LeadDetail>(`/leads/${id}`))
  const read = useRef(news)
  useEffect(() => {
    if (news !== read.current) reload()
    read.current = news
  }, [news, reload])
  // What is read or typed here stays when looking again fails, unless the lead is gone.
  const trouble = error && (!card || isGone(error)) ? error : null
  useEffect(() => {
    if (error && card && !isGone(error)) fail(error)
  }, [error])
  const panel = useRef<HTMLElement>(null)
  // The next press of Tab is on what to do with the lead, not on the rail.
  useEffect(() => panel.current?.focus({ preventScroll: true }), [id])

  const decided = (row: LeadRow) => {
    replaceRow(row)
    reload()
    onChanged?.()
  }
  return (
    <aside class="card" aria-label="Lead" tabIndex={-1} ref={panel}>
      {trouble ? (
        <>
          <header class="card-head">
            <div class="card-title">
              <h2>Lead</h2>
              <CloseButton onClose={onClose} />
            </div>
          </header>
          <Trouble error={trouble} retry={reload} />
        </>
      ) : (
        card && (
          <>
            <CardHead card={card} onClose={onClose} onDecided={decided} />
            <div class="card-body">
              <CardMeeting booking={card.booking} />
              <CardQuestions card={card} />
              <SlotsPanel leadId={card.id} framework={card.lifecycle.framework} onSaved={decided} />
              <CardFacts card={card} onSaved={decided} />
              <Contact card={card} />
              <CardAccountPanel company={card.company} />
              <SamePersonPanel card={card} onMerged={decided} />
              <ScoreStory score={card.score} leftOut={card.disqualifiedReason} />
              <LeadPredictionNote id={card.id} />
              <Said card={card} />
              <CardTimeline leadId={card.id} timeline={card.timeline} onChanged={decided} />
              <StageHistory card={card} />
              <CardRouting leadId={card.id} routing={card.routing} owner={card.owner} onChanged={decided} />
              <CardDeliveries deliveries={card.deliveries} />
            </div>
          </>
        )
      )}
    </aside>
  )
}

function isGone(error: unknown): boolean {
  return error instanceof RequestFailed && error.status === 404
}

interface CardHeadProps {
  readonly card: LeadDetail
  readonly onClose: () => void
  readonly onDecided: (row: LeadRow) => void
}

function CardHead({ card, onClose, onDecided }: CardHeadProps) {
  const person = card.contact.name ?? card.contact.email
  return (
    <header class="card-head">
      <div class="card-title">
        <div>
          <h2>{person}</h2>
          <p class="quiet">{card.company.name ?? (card.company.freeMail ? 'Private address' : card.company.domain)}</p>
        </div>
        <CloseButton onClose={onClose} />
      </div>
      <div class="card-actions">
        <span class="tag" data-tone={card.temperature}>
          {TEMPERATURES[card.temperature]} · {whole(card.score.total)}
        </span>
        <span class="tag" title={`${lastingInWords(Date.now() - card.lifecycle.since)} in this stage`}>
          {STAGES[card.stage]} · {lasting(Date.now() - card.lifecycle.since)}
        </span>
        {card.partial && (
          <span class="tag" title="Left after giving an address and consent; nothing completed yet">
            Partial
          </span>
        )}
        <span class="quiet">
          arrived <When at={card.createdAt} />
        </span>
      </div>
      <HeldBack card={card} onTrusted={onDecided} />
      {card.disqualifiedReason && <Disqualified card={card} reason={card.disqualifiedReason} />}
      <VerdictBar card={card} onDecided={onDecided} />
    </header>
  )
}

function CloseButton({ onClose }: Pick<CardHeadProps, 'onClose'>) {
  return (
    <button type="button" class="button" data-look="plain" data-icon onClick={onClose}>
      <Icon name="close" />
      <span class="visually-hidden">Close</span>
    </button>
  )
}

/** By a rule or by somebody, and what to do if it is wrong. */
function Disqualified({ card, reason }: { readonly card: LeadDetail; readonly reason: string }) {
  return (
    <p class="notice">
      <strong>{reason}.</strong>
      {card.lifecycle.byRule && card.company.competitor && (
        <>
          {' '}
          Their company is on the list of <a href="/studio/leads/competitors">competitors</a>. If it is wrong for this
          lead, move it and say why.
        </>
      )}
      {card.lifecycle.byRule && !card.company.competitor && (
        <>
          {' '}
          A rule of the scoring says so. If it is wrong for this lead, move it and say why: the rule then does not count
          for it. If it is wrong for all, <a href={`/studio/flows/${card.flow.id}/points`}>change the rule</a>.
        </>
      )}
    </p>
  )
}

function Contact({ card }: { readonly card: LeadCard }) {
  const { contact } = card
  const zone = contact.timeZone && localTime(contact.timeZone)
  return (
    <section>
      <dl class="facts">
        <dt>E-mail</dt>
        <dd>
          <a href={`mailto:${encodeURIComponent(contact.email)}`}>{contact.email}</a>
        </dd>
        {contact.phone && (
          <>
            <dt>Phone</dt>
            <dd>
              <a href={`tel:${contact.phone}`}>{contact.phone}</a>
            </dd>
          </>
        )}
        {zone && (
          <>
            <dt>Their time</dt>
            <dd class="number">{zone}</dd>
          </>
        )}
        <dt>Language</dt>
        <dd>{languageName(contact.locale)}</dd>
        <dt>Came from</dt>
        <dd>
          {card.source}
          {card.url && (
            <>
              , on <span title={card.url}>{pathOf(card.url)}</span>
            </>
          )}
        </dd>
        {card.campaign && (
          <>
            <dt>Campaign</dt>
            <dd>{campaignInWords(card.campaign)}</dd>
          </>
        )}
        {card.consent && (
          <>
            <dt>Agreed to</dt>
            <dd>
              “{card.consent.text}” <When at={card.consent.at} />
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

const PARTS = ['source', 'medium', 'campaign', 'term', 'content'] as const

function campaignInWords(campaign: NonNullable<LeadCard['campaign']>): string {
  return PARTS.flatMap(part => campaign[part] ?? []).join(' · ')
}

function Said({ card }: { readonly card: LeadCard }) {
  return (
    <section>
      <h3>What they said</h3>
      <dl class="said">
        {card.answers.map(answer => (
          <div key={`${answer.session}/${answer.step}`}>
            <dt dir="auto">{answer.question}</dt>
            <dd dir="auto">
              {answer.answer}
              {answer.agreed && <span class="quiet"> “{answer.agreed}”</span>}
            </dd>
          </div>
        ))}
      </dl>
      {card.answers.length === 0 && <p class="quiet">{count(0, 'answer')} so far.</p>}
    </section>
  )
}

function localTime(timeZone: string): string | null {
  try {
    return `${new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', weekday: 'short' }).format(Date.now())} · ${timeZone.replaceAll('_', ' ')}`
  } catch {
    return null // a browser may send a zone that this one does not know
  }
}

function languageName(locale: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale
  } catch {
    return locale
  }
}

function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? url
}

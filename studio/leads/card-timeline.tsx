import './card-timeline.css'
import { useState } from 'preact/hooks'
import type { LeadRow, TimelineEntry } from '#server/http/api-type.ts'
import { may } from '../me.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { fail, tell } from '../ui/toast.tsx'
import { Moment } from '../ui/when.tsx'
import { count, outcomeInWords } from '../words.ts'
import { type LoggedEntry, logAgain, unlog } from './card-log.tsx'
import { type AnswerRun, foldAnswers } from './fold-answers.ts'

type Line = TimelineEntry | AnswerRun<TimelineEntry>

/** Entries shown before "show all": the newest, which are what a caller needs. */
const SHORT = 8

interface CardTimelineProps {
  readonly leadId: string
  readonly timeline: readonly TimelineEntry[]
  readonly onChanged: (row: LeadRow) => void
}

/** What they did, newest first: pages, downloads, the conversation and what sales noted down in one line of time. */
export function CardTimeline({ leadId, timeline, onChanged }: CardTimelineProps) {
  const remove = (entry: LoggedEntry) =>
    unlog(leadId, entry.log).then(row => {
      onChanged(row)
      tell('Taken out of the timeline', () => void logAgain(leadId, entry).then(onChanged, fail))
    }, fail)
  const [all, setAll] = useState(false)
  const newest = timeline.toReversed()
  const shown: readonly Line[] = all ? newest : foldAnswers(newest).slice(0, SHORT)
  return (
    <section>
      <h3>What they did</h3>
      <ol class="timeline">
        {shown.map((entry, index) => (
          <li
            key={`${entry.at}/${entry.kind}/${index}`}
            data-strong={isStrong(entry) ? '' : undefined}
            data-ignored={isIgnored(entry) ? '' : undefined}
          >
            <p dir="auto">{inWords(entry)}</p>
            <span class="quiet">
              <Moment at={entry.at} />
              <Remove entry={entry} onRemove={remove} />
            </span>
          </li>
        ))}
      </ol>
      {timeline.length > Math.min(shown.length, SHORT) && (
        <button type="button" class="button" data-size="small" onClick={() => setAll(!all)}>
          {all ? 'Show the newest' : `Show all ${timeline.length}`}
        </button>
      )}
    </section>
  )
}

/** What a person noted down can be taken out again. */
function Remove({ entry, onRemove }: { readonly entry: Line; readonly onRemove: (entry: LoggedEntry) => void }) {
  if (entry.kind !== 'activity' || !isLogged(entry) || !may('note_leads')) return null
  return <IconButton icon="trash" label="Take it out" onClick={() => onRemove(entry)} />
}

function isLogged(entry: Extract<TimelineEntry, { kind: 'activity' }>): entry is LoggedEntry {
  return entry.log !== undefined
}

function isIgnored(entry: Line): boolean {
  return entry.kind === 'activity' && entry.ignored !== null
}

function isStrong(entry: Line): boolean {
  return entry.kind === 'booked' || entry.kind === 'decision' || entry.kind === 'completed' || entry.kind === 'download'
}

/** One thing somebody did, or what they answered in one go. */
export function inWords(entry: Line): string {
  switch (entry.kind) {
    case 'answers':
      return `Answered ${count(entry.number, 'question')}`
    case 'page':
      return `Read ${entry.title ?? entry.path}${entry.seconds ? ` for ${duration(entry.seconds)}` : ''}${entry.scrolled ? `, ${entry.scrolled} % of it` : ''}`
    case 'download':
      return `Downloaded ${entry.file}`
    case 'action':
      return `${entry.name.replaceAll('_', ' ')} on ${entry.path}`
    case 'conversation_started':
      return `Started the ${entry.shape === 'chat' ? 'chat' : 'form'} on ${entry.path}`
    case 'answer':
      return `${entry.changed ? 'Changed to' : 'Answered'} “${entry.answer}”${entry.typed ? `, typed “${entry.typed}”` : ''}${entry.confirmed ? ', confirmed when asked once more' : ''}`
    case 'asked':
      return `Asked “${entry.text}”${entry.promised ? ', a person was promised' : ''}`
    case 'skipped':
      return `Skipped “${entry.question}”`
    case 'decision':
      return `Decision: ${outcomeInWords(entry.outcome)}${entry.by === 'fallback' ? ' (by the widget, while offline)' : ''}`
    case 'booked':
      return 'Booked a time'
    case 'calendar_opened':
      return 'Opened the calendar to book a time'
    case 'completed':
      return `Finished: ${outcomeInWords(entry.outcome)}`
    case 'identified':
      return `Signed in on your site as ${entry.email ? `${entry.email} (${entry.subject})` : entry.subject}`
    case 'identity_refused':
      return 'Sent an identity token that does not hold'
    case 'activity':
      return activityInWords(entry)
    case 'automation':
      return automationEntryInWords(entry)
    case 'owner':
      return ownerInWords(entry)
    case 'looked_up':
      return `Looked up ${entry.subject}: ${entry.found.map(({ fact, value }) => `${fact.replace('company.', '')} ${value}`).join(' · ') || 'its page says nothing'}`
  }
}

function automationEntryInWords(entry: Extract<TimelineEntry, { kind: 'automation' }>): string {
  const { name, seen, what, status, reason } = entry
  const not = { pending: 'waits', done: '', skipped: 'not done', dead: 'given up', cancelled: 'cancelled' }[status]
  const how =
    not && ` (${not}${reason ? `: ${reason.charAt(0).toLowerCase()}${reason.slice(1).replace(/\.$/, '')}` : ''})`
  return `${what}${how}. By “${name ?? 'an automation'}”: ${seen.charAt(0).toLowerCase()}${seen.slice(1)}`
}

function ownerInWords({ how, owner, from, by, reason }: Extract<TimelineEntry, { kind: 'owner' }>): string {
  if (how === 'undone') return `Back to ${owner ?? 'nobody'}, by ${by ?? 'a person'}`
  if (how === 'manual') return `${reason}${from ? ` (was ${from}’s)` : ''}`
  return `Handed over to ${owner ?? 'nobody'}${from ? `, from ${from}` : ''}. ${reason}`
}

/** Why an act does not count, for a salesperson. */
const IGNORED: Readonly<Record<string, string>> = {
  too_soon: 'within seconds of sending, by a mail scanner',
  link_scanner: 'by a mail scanner',
  robot: 'by a robot',
  prefetch: 'fetched ahead by a mail program',
  mail_privacy: 'by the mail program’s privacy protection',
}

function activityInWords({ did, about, path, ignored, by }: Extract<TimelineEntry, { kind: 'activity' }>): string {
  const what = `${did}${about ? ` “${about}”` : ''}${path ? ` on ${path}` : ''}${by ? `, noted by ${by}` : ''}`
  return ignored ? `${what}: not counted, ${IGNORED[ignored] ?? 'a machine did it'}` : what
}

function duration(seconds: number): string {
  return seconds < 60 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`
}

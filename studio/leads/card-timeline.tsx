import './card-timeline.css'
import { useState } from 'preact/hooks'
import type { TimelineEntry } from '#server/http/api-type.ts'
import { Moment } from '../ui/when.tsx'
import { count, outcomeInWords } from '../words.ts'
import { type AnswerRun, foldAnswers } from './fold-answers.ts'

type Line = TimelineEntry | AnswerRun<TimelineEntry>

/** Entries shown before "show all": the newest, which are what a caller needs. */
const SHORT = 8

/** What they did, newest first: pages, downloads and the conversation in one line of time. */
export function CardTimeline({ timeline }: { readonly timeline: readonly TimelineEntry[] }) {
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
      return `${entry.changed ? 'Changed to' : 'Answered'} “${entry.answer}”${entry.typed ? `, typed “${entry.typed}”` : ''}`
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

/** Why an act does not count, for a salesperson. */
const IGNORED: Readonly<Record<string, string>> = {
  too_soon: 'within seconds of sending, by a mail scanner',
  link_scanner: 'by a mail scanner',
  robot: 'by a robot',
  prefetch: 'fetched ahead by a mail program',
  mail_privacy: 'by the mail program’s privacy protection',
}

function activityInWords({ did, about, path, ignored }: Extract<TimelineEntry, { kind: 'activity' }>): string {
  const what = `${did}${about ? ` “${about}”` : ''}${path ? ` on ${path}` : ''}`
  return ignored ? `${what}: not counted, ${IGNORED[ignored] ?? 'a machine did it'}` : what
}

function duration(seconds: number): string {
  return seconds < 60 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`
}

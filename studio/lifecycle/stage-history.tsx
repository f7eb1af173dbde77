import './slots.css'
import { REJECTIONS } from '#flows/reject-reasons.ts'
import type { CardHistory, LeadDetail, RejectReason, Stage } from '#server/http/api-type.ts'
import { Moment } from '../ui/when.tsx'
import { STAGES } from '../words.ts'
import { lastingInWords } from './lasting.ts'

/** What the log of a move holds. */
interface MoveBody {
  readonly from: Stage
  readonly to: Stage
  readonly by?: string
  readonly reason?: string
  readonly note?: string
  readonly verdict?: 'accepted' | 'rejected'
  readonly undone?: true
}

interface StageMove extends MoveBody {
  readonly id: string
  readonly at: number
  /** How long it had stood in `from`, in milliseconds. */
  readonly after: number
}

/** How the lead got where it stands, newest first, with the time it spent in each stage. */
export function StageHistory({ card }: { readonly card: LeadDetail }) {
  const moves = movesOf(card.history, card.createdAt)
  return (
    <section class="stage-history">
      <h3>Its way so far</h3>
      <ol>
        <li>
          <p>
            <strong>{STAGES[card.stage]}</strong>
            <span class="quiet"> for {lastingInWords(Date.now() - card.lifecycle.since)}</span>
          </p>
        </li>
        {moves.toReversed().map(move => (
          <li key={move.id}>
            <p dir="auto">{inWords(move)}</p>
            <span class="quiet">
              <Moment at={move.at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The moves of a history, oldest first. */
export function movesOf(history: readonly CardHistory[], createdAt: number): StageMove[] {
  let since = createdAt
  return history
    .filter(entry => entry.type === 'stage_changed')
    .map(({ id, at, body }) => {
      const after = at - since
      since = at
      return { ...(body as unknown as MoveBody), id, at, after } // written by the server's `writeMove` and `historyRows`
    })
}

/** One move as a sentence: who, from where to where, after how long, and why. */
export function inWords(move: StageMove): string {
  const { from, to, by, verdict, undone, note } = move
  const way = `from ${STAGES[from]} to ${STAGES[to]} after ${lastingInWords(move.after)}`
  const who = by ?? 'The rules'
  const why = [reasonOf(move.reason), note].filter(Boolean).join(': ')
  const said = why && ` (${why})`
  if (undone) return `${who} took it back, ${way}`
  if (verdict === 'accepted') return `${who} accepted it, ${way}${said}`
  if (verdict === 'rejected') return `${who} ${to === 'hold' ? 'put it on hold' : 'rejected it'}, ${way}${said}`
  return `${who} moved it ${way}${said}`
}

function reasonOf(reason: string | undefined): string {
  if (reason === undefined) return ''
  if (reason === 'sales_checked') return 'all that an SQL needs was known'
  if (reason === 'another_model') return 'another scoring model went live'
  if (reason === 'content_named') return 'pages and files of the site were named'
  return REJECTIONS[reason as RejectReason] ?? reason.replaceAll('_', ' ')
}

import type { LeadRow } from '#server/http/api-type.ts'
import { lasting } from '../lifecycle/lasting.ts'
import { When } from '../ui/when.tsx'
import { count, STAGES, TEMPERATURES, whole } from '../words.ts'
import { RowMarks } from './lead-table-marks.tsx'

/** What a source has that no rule names. */
const USUAL_PRIORITY = 3

interface LeadTableProps {
  readonly rows: readonly LeadRow[]
  readonly open: string | undefined
  readonly onOpen: (lead: string) => void
}

/** The dense list: score, who, why, whose, since when. The name is the link; the whole row is its target. */
export function LeadTable({ rows, open, onOpen }: LeadTableProps) {
  return (
    <table class="lead-table">
      <thead>
        <tr>
          <th scope="col" class="cell-score">
            Score
          </th>
          <th scope="col">Lead</th>
          <th scope="col" class="cell-why">
            Why
          </th>
          <th scope="col" class="cell-source">
            Source
          </th>
          <th scope="col" class="cell-owner">
            Owner
          </th>
          <th scope="col" class="cell-when">
            Last change
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Row key={row.id} row={row} current={row.id === open} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly row: LeadRow
  readonly current: boolean
  readonly onOpen: (lead: string) => void
}

function Row({ row, current, onOpen }: RowProps) {
  return (
    // The click on the row is a convenience for pointers; keyboards and screen readers use the link inside.
    <tr
      data-waiting={row.waiting ? '' : undefined}
      aria-current={current ? 'true' : undefined}
      onClick={() => onOpen(row.id)}
    >
      <td class="cell-score">
        <strong class="number">{whole(row.score)}</strong>
        <span class="tag" data-tone={row.temperature}>
          {TEMPERATURES[row.temperature]}
        </span>
      </td>
      <td class="cell-who">
        <a href={`/studio/leads/${row.id}`} onClick={event => follow(event, () => onOpen(row.id))}>
          {row.name ?? row.email}
        </a>
        <span class="row-more">
          <span class="quiet">
            {row.company ?? row.email.slice(row.email.indexOf('@') + 1)}
            {row.partial && ' · Partial'}
            {row.openQuestions > 0 && ` · ${count(row.openQuestions, 'open question')}`}
          </span>
          <RowMarks row={row} />
        </span>
      </td>
      <td class="cell-why">{row.why}</td>
      <td class="cell-source">
        <span title={row.source}>{row.source}</span>
        <span class="quiet">{cameInWords(row)}</span>
      </td>
      <td class="cell-owner">
        <span>{row.owner?.name ?? <span class="quiet">Nobody</span>}</span>
        <span class="quiet">{standsInWords(row)}</span>
      </td>
      <td class="cell-when quiet">
        <When at={row.updatedAt} />
        {row.waiting && row.dueAt && <Due at={row.dueAt} />}
      </td>
    </tr>
  )
}

function standsInWords({ quarantine, withMarketing, stage }: LeadRow): string {
  if (quarantine) return 'Held back'
  return withMarketing ? `${STAGES[stage]}, with marketing` : STAGES[stage]
}

/** A priority of its own first: it decides the order. */
function cameInWords({ sourcePriority, campaign, medium }: LeadRow): string {
  const by = campaign ?? medium
  return [...(sourcePriority === USUAL_PRIORITY ? [] : [`Priority ${sourcePriority}`]), ...(by ? [by] : [])].join(' · ')
}

function Due({ at }: { readonly at: number }) {
  const late = at < Date.now()
  return (
    <span
      class="due number"
      data-late={late ? '' : undefined}
      title={late ? `Was due ${new Date(at).toLocaleString('en-GB')}` : undefined}
    >
      {late ? `${lasting(Date.now() - at)} late` : <>due {<When at={at} />}</>}
    </span>
  )
}

/** Opens beside the list, unless the person asked for a new tab. */
function follow(event: MouseEvent, open: () => void): void {
  event.stopPropagation()
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  open()
}

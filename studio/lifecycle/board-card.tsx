import type { BoardLead, MoveNeeds, Stage } from '#server/http/api-type.ts'
import { may } from '../me.ts'
import { TEMPERATURES, whole } from '../words.ts'
import { lasting, lastingInWords } from './lasting.ts'
import { MoveMenu } from './move-menu.tsx'

interface BoardCardProps {
  readonly lead: BoardLead
  readonly stage: Stage
  readonly moves: Readonly<Partial<Record<Stage, MoveNeeds>>>
  readonly now: number
  readonly open: boolean
  readonly onOpen: () => void
  readonly onMove: (to: Stage, needs: MoveNeeds) => void
  readonly onDrag: (dragging: boolean) => void
}

/** A lead on the board: can be dragged, opened, and moved by its menu. */
export function BoardCard({ lead, stage, moves, now, open, onOpen, onMove, onDrag }: BoardCardProps) {
  const title = lead.name ?? lead.email
  const movable = may('decide_leads')
  const late = lead.dueAt !== null && lead.dueAt < now
  return (
    <li
      class="board-card"
      draggable={movable}
      aria-current={open ? 'true' : undefined}
      onDragStart={event => {
        event.dataTransfer?.setData('text/plain', lead.id)
        onDrag(true)
      }}
      onDragEnd={() => onDrag(false)}
    >
      <div class="line">
        <a
          href={`/studio/leads/board?lead=${lead.id}`}
          onClick={event => {
            if (event.metaKey || event.ctrlKey) return
            event.preventDefault()
            onOpen()
          }}
        >
          {title}
        </a>
        {movable && <MoveMenu title={title} from={stage} moves={moves} onMove={onMove} />}
      </div>
      <p class="quiet">{lead.company ?? lead.email.split('@').at(-1)}</p>
      {lead.disqualifiedReason && <p class="why-out">{lead.disqualifiedReason}</p>}
      <div class="line">
        <span class="tag" data-tone={lead.temperature}>
          {TEMPERATURES[lead.temperature]} · <span class="number">{whole(lead.score)}</span>
        </span>
        {late && (
          <span class="tag" data-tone="bad" title="The owner should have answered by now">
            {lasting(now - (lead.dueAt ?? now))} late
          </span>
        )}
        <span class="quiet number push" title={`${lastingInWords(now - lead.since)} in this stage`}>
          {lasting(now - lead.since)}
        </span>
      </div>
      {lead.owner && <p class="quiet">{lead.owner.name}</p>}
    </li>
  )
}

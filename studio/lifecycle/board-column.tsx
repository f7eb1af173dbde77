import type { BoardLead, BoardColumn as Column, MoveNeeds, MoveRequest, Stage } from '#server/http/api-type.ts'
import { count, STAGES } from '../words.ts'
import { BoardCard } from './board-card.tsx'
import { lasting } from './lasting.ts'
import { MoveForm } from './move-form.tsx'
import { STAGE_MEANINGS } from './move-words.ts'
import type { WantedMove } from './use-move.ts'

interface BoardColumnProps {
  readonly column: Column
  readonly moves: Readonly<Partial<Record<Stage, MoveNeeds>>>
  readonly now: number
  readonly open: string | undefined
  /** Whether what is dragged may be dropped here; null = nothing is dragged. */
  readonly takes: boolean | null
  /** A move into this column that still needs words. */
  readonly wanted: WantedMove | null
  readonly onOpen: (lead: string) => void
  readonly onDrag: (lead: BoardLead | null) => void
  readonly onDrop: () => void
  readonly onMove: (lead: BoardLead, to: Stage, needs: MoveNeeds) => void
  readonly onSaid: (said: Omit<MoveRequest, 'from' | 'to'>) => void
  readonly onCancel: () => void
  readonly onAll: () => void
}

/** One stage: how many stand here, for how long, and the leads themselves. */
export function BoardColumn(props: BoardColumnProps) {
  const { column, moves, now, open, takes, wanted } = props
  const { stage, leads } = column
  const hidden = column.count - leads.length
  return (
    <section
      class="board-column"
      aria-label={`${STAGES[stage]}, ${count(column.count, 'lead')}`}
      data-takes={takes === null ? undefined : takes ? 'yes' : 'no'}
      onDragOver={event => takes && event.preventDefault()}
      onDrop={event => {
        event.preventDefault()
        props.onDrop()
      }}
    >
      <header title={STAGE_MEANINGS[stage]}>
        <h2>
          {STAGES[stage]} <span class="number quiet">{column.count.toLocaleString('en')}</span>
        </h2>
        <p class="quiet number">
          {column.medianMs !== null && (
            <span title="Half of them have stood here for longer">median {lasting(column.medianMs)}</span>
          )}
          {column.overdue > 0 && (
            <span class="tag" data-tone="bad">
              {column.overdue} overdue
            </span>
          )}
        </p>
      </header>
      {wanted && (
        <MoveForm key={`${wanted.lead.id}${wanted.to}`} move={wanted} onMove={props.onSaid} onCancel={props.onCancel} />
      )}
      <ul>
        {leads.map(lead => (
          <BoardCard
            key={lead.id}
            lead={lead}
            stage={stage}
            moves={moves}
            now={now}
            open={lead.id === open}
            onOpen={() => props.onOpen(lead.id)}
            onDrag={dragging => props.onDrag(dragging ? lead : null)}
            onMove={(to, needs) => props.onMove(lead, to, needs)}
          />
        ))}
      </ul>
      {leads.length === 0 && !wanted && <p class="board-empty">{STAGE_MEANINGS[stage]}</p>}
      {hidden > 0 && (
        <button type="button" class="button" data-size="small" data-look="plain" onClick={props.onAll}>
          Show {hidden.toLocaleString('en')} more
        </button>
      )}
    </section>
  )
}

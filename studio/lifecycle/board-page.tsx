import '../leads/inbox.css'
import './board.css'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Board, BoardLead, MoveNeeds, MoveRequest, Stage } from '#server/http/api-type.ts'
import { get, query as search } from '../api.ts'
import { LeadCardPanel } from '../leads/lead-card.tsx'
import { newsAddress } from '../me.ts'
import { isTyping } from '../ui/is-typing.ts'
import { fail } from '../ui/toast.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { BoardColumn } from './board-column.tsx'
import { LeadViews } from './lead-views.tsx'
import { moveLead, type WantedMove } from './use-move.ts'
import { VisitorsColumn } from './visitors-column.tsx'

/** Changes that come at once are shown at once. */
const SETTLE_MS = 400

/** Leads by stage: where they pile up, who is late, and how to move them. `?lead=` opens a card beside it. */
export function BoardPage() {
  const { route, query } = useLocation()
  const { owner, lead: open } = query
  const board = useLoad<Board>(`board/${owner ?? ''}`, () => get<Board>(`/board${search({ owner })}`))
  const [news, setNews] = useState({ lead: '', number: 0 })
  useNews(lead => {
    board.reload()
    setNews(before => ({ lead, number: before.number + 1 }))
  })
  const go = (lead: string | undefined) => route(`/studio/leads/board${search({ owner, lead })}`, Boolean(open))
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && open && !isTyping(event)) go(undefined)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })

  return (
    <div class="leads board-room" data-open={open ? '' : undefined}>
      <section class="inbox board-main" aria-label="Board">
        <header class="inbox-head">
          <h1>Leads</h1>
          {board.data && (
            <select
              class="input"
              data-size="small"
              aria-label="Owner"
              value={owner ?? ''}
              onChange={event =>
                route(`/studio/leads/board${search({ owner: event.currentTarget.value, lead: open })}`, true)
              }
            >
              <option value="">Any owner</option>
              {board.data.owners.map(one => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
              <option value="none">Nobody</option>
            </select>
          )}
        </header>
        <div class="views">
          <LeadViews here="/studio/leads/board" />
        </div>
        {board.error ? (
          <Trouble error={board.error} retry={board.reload} />
        ) : (
          board.data && <Columns board={board.data} owner={owner} open={open} onOpen={go} onChanged={board.reload} />
        )}
      </section>
      {open && (
        <LeadCardPanel
          key={open}
          id={open}
          news={news.lead === open ? news.number : 0}
          onClose={() => go(undefined)}
          onChanged={board.reload}
        />
      )}
    </div>
  )
}

interface ColumnsProps {
  readonly board: Board
  readonly owner: string | undefined
  readonly open: string | undefined
  readonly onOpen: (lead: string) => void
  readonly onChanged: () => void
}

function Columns({ board, owner, open, onOpen, onChanged }: ColumnsProps) {
  const [dragged, setDragged] = useState<{ lead: BoardLead; from: Stage } | null>(null)
  const [wanted, setWanted] = useState<WantedMove | null>(null)
  const [whole, setWhole] = useState<Readonly<Partial<Record<Stage, Board['columns'][number]>>>>({})
  useEffect(() => setWhole({}), [board])

  const move = (asked: WantedMove, said: Omit<MoveRequest, 'from' | 'to'>) => {
    setWanted(null)
    void moveLead(asked, said, { moved: onChanged, incomplete: onOpen })
  }
  const want = (lead: BoardLead, from: Stage, to: Stage, needs: MoveNeeds) => {
    const asked = { lead: { id: lead.id, title: lead.name ?? lead.email }, from, to, needs }
    if (needs === 'nothing') move(asked, {})
    else setWanted(asked)
  }
  const showAll = (stage: Stage) =>
    get<Board>(`/board${search({ owner, stage })}`).then(({ columns }) => {
      const [column] = columns
      if (column) setWhole(before => ({ ...before, [stage]: column }))
    }, fail)

  return (
    <div class="board">
      {board.visitors && <VisitorsColumn {...board.visitors} />}
      {board.columns.map(column => {
        const { stage } = column
        const needs = dragged ? board.moves[dragged.from][stage] : undefined
        return (
          <BoardColumn
            key={stage}
            column={whole[stage] ?? column}
            moves={board.moves[stage]}
            now={board.now}
            open={open}
            takes={dragged === null || dragged.from === stage ? null : needs !== undefined}
            wanted={wanted?.to === stage ? wanted : null}
            onOpen={onOpen}
            onDrag={lead => setDragged(lead && { lead, from: stage })}
            onDrop={() => {
              if (dragged && needs) want(dragged.lead, dragged.from, stage, needs)
              setDragged(null)
            }}
            onMove={(lead, to, wants) => want(lead, stage, to, wants)}
            onSaid={said => wanted && move(wanted, said)}
            onCancel={() => setWanted(null)}
            onAll={() => void showAll(stage)}
          />
        )
      })}
    </div>
  )
}

/** Tells of leads that changed, many at once as one. */
function useNews(tell: (lead: string) => void): void {
  const told = useRef(tell)
  told.current = tell
  const stream = useMemo(() => ({ lead: '', timer: undefined as ReturnType<typeof setTimeout> | undefined }), [])
  useEffect(() => {
    const source = new EventSource(newsAddress())
    source.addEventListener('lead', event => {
      stream.lead = (JSON.parse(event.data) as { lead: { id: string } }).lead.id // our own server, held to its types by tests
      clearTimeout(stream.timer)
      stream.timer = setTimeout(() => told.current(stream.lead), SETTLE_MS)
    })
    return () => {
      source.close()
      clearTimeout(stream.timer)
    }
  }, [])
}

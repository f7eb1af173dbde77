import { useEffect, useState } from 'preact/hooks'
import type {
  LeadDetail,
  LeadRow,
  MoveNeeds,
  MoveRequest,
  Outcome,
  RejectRequest,
  Stage,
} from '#server/http/api-type.ts'
import { nameCompetitor, removeCompetitor } from '../accounts/competitors.ts'
import { post } from '../api.ts'
import { MoveForm } from '../lifecycle/move-form.tsx'
import { MoveMenu } from '../lifecycle/move-menu.tsx'
import { doingOf } from '../lifecycle/move-words.ts'
import { moveLead, type WantedMove } from '../lifecycle/use-move.ts'
import { may } from '../me.ts'
import { Icon } from '../ui/icon.tsx'
import { isTyping } from '../ui/is-typing.ts'
import { fail, tell } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'
import { CardLog } from './card-log.tsx'
import { RejectDialog } from './reject-dialog.tsx'
import { tellerOf } from './tellers.ts'

interface VerdictBarProps {
  readonly card: LeadDetail
  readonly onDecided: (row: LeadRow) => void
}

/** Stages in which a salesperson still has to say yes or no. */
const UNDECIDED: ReadonlySet<Stage> = new Set(['lead', 'mql', 'sal', 'hold', 'recycled'])

/** The way up from a stage that sales works with. */
const NEXT: Readonly<Partial<Record<Stage, Stage>>> = {
  sal: 'sql',
  sql: 'opportunity',
  opportunity: 'customer',
}

/** What to do next: accept or reject, then the way up; every other move in a menu, and a way back. `a` accepts, `r` rejects. */
export function VerdictBar({ card, onDecided }: VerdictBarProps) {
  const [rejecting, setRejecting] = useState(false)
  const [wanted, setWanted] = useState<WantedMove | null>(null)
  const [busy, setBusy] = useState(false)
  const { stage, verdict, lifecycle } = card
  const person = card.contact.name ?? card.contact.email

  const doing = async (what: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await what()
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
    }
  }
  const decide = (path: 'accept' | 'reject' | 'undo', body: unknown, done: string | null) =>
    doing(async () => {
      onDecided(await post<LeadRow>(`/leads/${card.id}/${path}`, body))
      if (done) tell(done, () => void decide('undo', {}, null))
    })
  const reject = (request: RejectRequest, competitor: string | null) =>
    doing(async () => {
      onDecided(await post<LeadRow>(`/leads/${card.id}/reject`, request))
      const named = competitor === null ? null : await nameCompetitor(competitor)
      const added = named?.ok ? named.added : []
      const done = request.hold ? `${person} put on hold` : `${person} rejected`
      const more = named === null ? '' : named.ok ? outOf(added) : `, but ${competitor} is still scored: ${named.why}`
      const back = () =>
        doing(async () => {
          for (const pattern of added) await removeCompetitor(pattern)
          onDecided(await post<LeadRow>(`/leads/${card.id}/undo`, {}))
        })
      tell(`${done}${more}`, () => void back())
    })
  const move = (asked: WantedMove, said: Omit<MoveRequest, 'from' | 'to'>) => {
    setWanted(null)
    void doing(() => moveLead(asked, said, { moved: onDecided }))
  }
  const want = (to: Stage, needs: MoveNeeds) => {
    const asked = { lead: { id: card.id, title: person }, from: stage, to, needs }
    if (needs === 'nothing') move(asked, {})
    else setWanted(asked)
  }
  const accept = () => void decide('accept', {}, `${person} accepted`)
  const open = may('decide_leads') && UNDECIDED.has(stage) && verdict?.verdict !== 'accepted'
  useVerdictKeys(open && !rejecting && !wanted && !busy, accept, () => setRejecting(true))

  const outcomes = <Outcomes outcomes={lifecycle.outcomes} />
  const log = may('note_leads') && <CardLog key={card.id} leadId={card.id} onLogged={onDecided} />
  if (!may('decide_leads')) {
    return (
      <>
        {log && <div class="card-actions">{log}</div>}
        {outcomes}
      </>
    )
  }
  const next = open ? undefined : NEXT[stage]
  const needs = next && lifecycle.moves[next]
  const others = Object.fromEntries(
    Object.entries(lifecycle.moves).filter(([to]) => to !== next && !(open && (to === 'sal' || to === 'disqualified'))),
  ) as typeof lifecycle.moves // fewer of the same
  return (
    <>
      <div class="card-actions">
        {open && (
          <>
            <button type="button" class="button" data-look="main" disabled={busy} onClick={accept}>
              <Icon name="check" />
              Accept lead
            </button>
            <button type="button" class="button" disabled={busy} onClick={() => setRejecting(true)}>
              Reject…
            </button>
          </>
        )}
        {next && needs && (
          <button type="button" class="button" data-look="main" disabled={busy} onClick={() => want(next, needs)}>
            {doingOf(stage, next)}
          </button>
        )}
        <MoveMenu title={person} from={stage} moves={others} label="Move" onMove={want} />
        {log}
        {lifecycle.undoable && (
          <button
            type="button"
            class="button"
            data-look="plain"
            disabled={busy}
            title="Take the last verdict or move back"
            onClick={() => void decide('undo', {}, null)}
          >
            <Icon name="undo" />
            Undo
          </button>
        )}
      </div>
      {wanted && <MoveForm move={wanted} onMove={said => move(wanted, said)} onCancel={() => setWanted(null)} />}
      {outcomes}
      {rejecting && (
        <RejectDialog
          person={person}
          domain={companyDomainOf(card)}
          onReject={(request, competitor) => {
            setRejecting(false)
            void reject(request, competitor)
          }}
          onClose={() => setRejecting(false)}
        />
      )}
    </>
  )
}

function outOf(added: readonly string[]): string {
  return added.length > 0 ? `, everybody at ${added.join(', ')} left out` : ''
}

/** Where they work: as sales found out, else by their address; null for a private one. */
function companyDomainOf({ facts, company }: LeadDetail): string | null {
  if (company.competitor) return null
  const known = facts.find(({ fact }) => fact === 'company.domain')
  return known ? String(known.value) : null
}

const OUTCOMES: Readonly<Record<Outcome['kind'], string>> = {
  sql: 'Sales qualified',
  opportunity: 'Opportunity',
  won: 'Won',
  lost: 'Lost',
  rejected: 'Rejected',
}

/** What came of it, where money or a deal is involved. */
function Outcomes({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  const told = outcomes.filter(({ kind }) => kind === 'opportunity' || kind === 'won' || kind === 'lost')
  if (told.length === 0) return null
  return (
    <>
      {told.map(({ id, kind, amount, currency, at, source }) => (
        <p class="outcome-line" key={id}>
          <span class="tag" data-tone={kind === 'won' ? 'good' : kind === 'lost' ? 'bad' : 'accent'}>
            {OUTCOMES[kind]}
          </span>
          {amount !== null && <strong class="number">{money(amount, currency)}</strong>}
          <span class="quiet">
            {source !== 'studio' && `told by ${tellerOf(source)}, `}
            <When at={at} />
          </span>
        </p>
      ))}
    </>
  )
}

function money(amount: number, currency: string | null): string {
  if (currency === null) return amount.toLocaleString('en')
  return new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 0 }).format(amount)
}

function useVerdictKeys(active: boolean, accept: () => void, reject: () => void): void {
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.metaKey || event.ctrlKey || event.altKey) return
      if (event.key === 'a') accept()
      if (event.key !== 'r') return
      event.preventDefault()
      reject()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
}

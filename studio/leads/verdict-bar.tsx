import { useEffect, useRef, useState } from 'preact/hooks'
import type { LeadCard, LeadRow, RejectReason, RejectRequest } from '#server/http/api-type.ts'
import { post } from '../api.ts'
import { may } from '../me.ts'
import { Icon } from '../ui/icon.tsx'
import { fail, tell } from '../ui/toast.tsx'
import { REJECTIONS } from '../words.ts'

interface VerdictBarProps {
  readonly card: LeadCard
  readonly onDecided: (row: LeadRow) => void
}

/** Stages in which a salesperson still has to say yes or no. */
const UNDECIDED: ReadonlySet<LeadCard['stage']> = new Set(['lead', 'mql', 'sal', 'hold'])

/** Accept or reject, each with a way back. `a` accepts, `r` rejects. */
export function VerdictBar({ card, onDecided }: VerdictBarProps) {
  const [rejecting, setRejecting] = useState(false)
  const [busy, setBusy] = useState(false)
  const accepted = card.history
    .findLast(entry => /accepted|rejected|verdict/.test(entry.type))
    ?.type.includes('accepted')

  const decide = async (path: 'accept' | 'reject' | 'undo', body: unknown, done: string | null) => {
    setBusy(true)
    try {
      const row = await post<LeadRow>(`/leads/${card.id}/${path}`, body)
      onDecided(row)
      if (done) tell(done, () => void decide('undo', {}, null))
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
    }
  }
  const person = card.contact.name ?? card.contact.email
  const accept = () => decide('accept', {}, `${person} accepted`)
  const reject = (request: RejectRequest) => {
    setRejecting(false)
    void decide('reject', request, request.hold ? `${person} put on hold` : `${person} rejected`)
  }
  const open = may('decide_leads') && UNDECIDED.has(card.stage) && !accepted
  useVerdictKeys(
    open && !rejecting && !busy,
    () => void accept(),
    () => setRejecting(true),
  )

  if (!may('decide_leads')) return null
  return (
    <div class="card-actions">
      {open ? (
        <>
          <button type="button" class="button" data-look="main" disabled={busy} onClick={() => void accept()}>
            <Icon name="check" />
            Accept lead
          </button>
          <button type="button" class="button" disabled={busy} onClick={() => setRejecting(true)}>
            Reject…
          </button>
        </>
      ) : (
        <button type="button" class="button" disabled={busy} onClick={() => void decide('undo', {}, null)}>
          <Icon name="undo" />
          Take the verdict back
        </button>
      )}
      {rejecting && <RejectDialog person={person} onReject={reject} onClose={() => setRejecting(false)} />}
    </div>
  )
}

interface RejectDialogProps {
  readonly person: string
  readonly onReject: (request: RejectRequest) => void
  readonly onClose: () => void
}

function RejectDialog({ person, onReject, onClose }: RejectDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [reason, setReason] = useState<RejectReason | null>(null)
  const [note, setNote] = useState('')
  const [hold, setHold] = useState(false)
  useEffect(() => dialog.current?.showModal(), [])
  const submit = (event: Event) => {
    event.preventDefault()
    if (reason) onReject({ reason, ...(note.trim() ? { note: note.trim() } : {}), ...(hold ? { hold } : {}) })
  }
  return (
    <dialog class="dialog" ref={dialog} onClose={onClose} aria-labelledby="reject-title">
      <form class="reject-form" onSubmit={submit}>
        <h2 id="reject-title">Reject {person}?</h2>
        <fieldset>
          <legend class="visually-hidden">Reason</legend>
          {(Object.keys(REJECTIONS) as RejectReason[]).map(id => (
            <button type="button" key={id} class="chip" aria-pressed={reason === id} onClick={() => setReason(id)}>
              {REJECTIONS[id]}
            </button>
          ))}
        </fieldset>
        <label class="field">
          <span class="label">Note for marketing</span>
          <textarea class="input" maxLength={1000} value={note} onInput={event => setNote(event.currentTarget.value)} />
        </label>
        <label class="check">
          <input type="checkbox" checked={hold} onChange={event => setHold(event.currentTarget.checked)} />
          <span>Hold instead: marketing keeps in touch until it is time</span>
        </label>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button" data-look="main" disabled={!reason}>
            {hold ? 'Put on hold' : 'Reject lead'}
          </button>
        </div>
      </form>
    </dialog>
  )
}

function useVerdictKeys(active: boolean, accept: () => void, reject: () => void): void {
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input, textarea, select, dialog')
      if (typing || event.metaKey || event.ctrlKey || event.altKey) return
      if (event.key === 'a') accept()
      if (event.key !== 'r') return
      event.preventDefault()
      reject()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
}

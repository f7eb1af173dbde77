import './reject-dialog.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { REJECTIONS } from '#flows/reject-reasons.ts'
import type { RejectReason, RejectRequest } from '#server/http/api-type.ts'

interface RejectDialogProps {
  readonly person: string
  /** Domain of their company; null for a private address, or one that is on the list of competitors. */
  readonly domain: string | null
  /** `competitor`: leave everybody with this domain out of scoring from now on. */
  readonly onReject: (request: RejectRequest, competitor: string | null) => void
  readonly onClose: () => void
}

/** Why not, and whether marketing keeps in touch. */
export function RejectDialog({ person, domain, onReject, onClose }: RejectDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [reason, setReason] = useState<RejectReason | null>(null)
  const [note, setNote] = useState('')
  const [hold, setHold] = useState(false)
  const [all, setAll] = useState(true)
  const rival = reason === 'competitor' && !hold ? domain : null
  useEffect(() => dialog.current?.showModal(), [])
  const submit = (event: Event) => {
    event.preventDefault()
    const said = { ...(note.trim() ? { note: note.trim() } : {}), ...(hold ? { hold } : {}) }
    if (reason) onReject({ reason, ...said }, all ? rival : null)
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
        {rival && (
          <label class="check">
            <input type="checkbox" checked={all} onChange={event => setAll(event.currentTarget.checked)} />
            <span>
              Leave everybody at <strong>{rival}</strong> out of scoring from now on
            </span>
          </label>
        )}
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

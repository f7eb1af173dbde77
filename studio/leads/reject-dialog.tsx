import './reject-dialog.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { REJECTIONS } from '#flows/reject-reasons.ts'
import type { RejectReason, RejectRequest } from '#server/http/api-type.ts'

interface RejectDialogProps {
  readonly person: string
  readonly onReject: (request: RejectRequest) => void
  readonly onClose: () => void
}

/** Why not, and whether marketing keeps in touch. */
export function RejectDialog({ person, onReject, onClose }: RejectDialogProps) {
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

import { useState } from 'preact/hooks'
import type { HandedOverAnswer, HandOverRequest, OwnersAnswer } from '#server/http/api-type.ts'
import { post } from '../../api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { fail, tell } from '../../ui/toast.tsx'
import { count } from '../../words.ts'

interface HandOverDialogProps {
  readonly owner: OwnersAnswer['owners'][number]
  readonly others: OwnersAnswer['owners']
  readonly onClose: () => void
  readonly onDone: () => void
}

const BY_RULES = ''

/** Asks who gets the open leads of somebody who leaves or is away. */
export function HandOverDialog({ owner, others, onClose, onDone }: HandOverDialogProps) {
  const [to, setTo] = useState(BY_RULES)
  const [busy, setBusy] = useState(false)
  const options = [
    { id: BY_RULES, label: 'Whoever the rules choose, in turns' },
    ...others.map(({ id, name }) => ({ id, label: name })),
  ]
  const give = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    const wanted: HandOverRequest = to === BY_RULES ? {} : { to }
    try {
      const { leads } = await post<HandedOverAnswer>(`/owners/${owner.id}/hand-over`, wanted)
      tell(`${count(leads, 'lead')} of ${owner.name} on the way to others`)
      onDone()
    } catch (error) {
      fail(error)
      setBusy(false)
    }
  }
  return (
    <Dialog title={`Hand over the leads of ${owner.name}`} onClose={onClose}>
      <form class="stack" onSubmit={event => void give(event)}>
        <p>
          {count(owner.open, 'open lead')} will have another owner in a moment. Each keeps its history, and says who had
          it before. Where nobody else is found, it stays.
        </p>
        <SelectField label="They go to" value={to} options={options} onPick={setTo} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button" data-look="main" disabled={busy}>
            Hand over {count(owner.open, 'lead')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

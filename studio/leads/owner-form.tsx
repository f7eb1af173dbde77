import { useState } from 'preact/hooks'
import type { LeadCard, LeadRow, OwnerChoice, OwnerRequest } from '#server/http/api-type.ts'
import { get, put, request } from '../api.ts'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { fail, tell } from '../ui/toast.tsx'

interface OwnerFormProps {
  readonly leadId: string
  readonly owner: LeadCard['owner']
  readonly onChanged: (row: LeadRow) => void
}

const BY_RULES = ''

/** Gives the lead to somebody else, or lets the rules choose again; the way back is in the message. */
export function OwnerForm({ leadId, owner, onChanged }: OwnerFormProps) {
  const [choice, setChoice] = useState<OwnerChoice | null>(null)
  const [person, setPerson] = useState(BY_RULES)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const path = `/leads/${leadId}/owner`
  const open = () => get<OwnerChoice>(path).then(setChoice, fail)
  const undo = () => {
    request<LeadRow>('DELETE', path).then(onChanged, fail)
  }
  const give = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    const said = reason.trim() ? { reason: reason.trim() } : {}
    const wanted: OwnerRequest = person === BY_RULES ? { route: true, ...said } : { person, ...said }
    try {
      const row = await put<LeadRow>(path, wanted)
      setChoice(null)
      setReason('')
      onChanged(row)
      tell(row.owner?.id === owner?.id ? `Stays with ${row.owner?.name}` : `Given to ${row.owner?.name}`, undo)
    } catch (error) {
      fail(error)
    }
    setBusy(false)
  }
  if (!choice) {
    return (
      <div class="row">
        <button type="button" class="button" data-size="small" onClick={() => void open()}>
          {owner ? 'Change owner' : 'Give it to somebody'}
        </button>
      </div>
    )
  }
  const others = choice.people.filter(({ id }) => id !== owner?.id)
  const options = [
    { id: BY_RULES, label: 'Whoever the rules choose now' },
    ...others.map(({ id, name, title }) => ({ id, label: title ? `${name}, ${title}` : name })),
  ]
  return (
    <form class="owner-form" aria-label="Change owner" onSubmit={event => void give(event)}>
      <SelectField label="Goes to" value={person} options={options} onPick={setPerson} />
      <TextField
        label="Why, if you like"
        placeholder="Knows them, holiday, another region…"
        maxLength={500}
        value={reason}
        onText={setReason}
      />
      <div class="row">
        <button type="submit" class="button" data-size="small" data-look="main" disabled={busy}>
          Hand over
        </button>
        <button type="button" class="button" data-size="small" onClick={() => setChoice(null)}>
          Cancel
        </button>
        {choice.undoable && (
          <button type="button" class="button" data-size="small" data-look="plain" onClick={undo}>
            Take the last change back
          </button>
        )}
      </div>
    </form>
  )
}

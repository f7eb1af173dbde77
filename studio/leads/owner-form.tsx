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
  const close = () => {
    setChoice(null)
    setPerson(BY_RULES)
    setReason('')
  }
  const doing = async (what: () => Promise<void>) => {
    setBusy(true)
    try {
      await what()
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
    }
  }
  const open = () => doing(async () => setChoice(await get<OwnerChoice>(path)))
  // One change a press: the server would take the one before it next.
  const undo = () =>
    doing(async () => {
      const row = await request<LeadRow>('DELETE', path)
      close()
      onChanged(row)
      tell(row.owner ? `${row.owner.name} has it again` : 'Nobody has it again')
    })
  const give = (event: Event) => {
    event.preventDefault()
    const said = reason.trim() ? { reason: reason.trim() } : {}
    const wanted: OwnerRequest = person === BY_RULES ? { route: true, ...said } : { person, ...said }
    void doing(async () => {
      const row = await put<LeadRow>(path, wanted)
      close()
      onChanged(row)
      const done = row.owner?.id === owner?.id ? `Stays with ${row.owner?.name}` : `Given to ${row.owner?.name}`
      tell(done, () => void undo())
    })
  }
  if (!choice) {
    return (
      <div class="row">
        <button type="button" class="button" data-size="small" disabled={busy} onClick={() => void open()}>
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
  const isThere = options.some(({ id }) => id === person)
  return (
    <form
      class="owner-form"
      aria-label="Change owner"
      onSubmit={give}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        close()
      }}
    >
      <SelectField label="Goes to" value={person} options={options} onPick={setPerson} />
      <TextField
        label="Why, if you like"
        placeholder="Knows them, holiday, another region…"
        maxLength={500}
        value={reason}
        onText={setReason}
      />
      <div class="row">
        <button type="submit" class="button" data-size="small" data-look="main" disabled={busy || !isThere}>
          Hand over
        </button>
        <button type="button" class="button" data-size="small" onClick={close}>
          Cancel
        </button>
        {choice.undoable && (
          <button
            type="button"
            class="button"
            data-size="small"
            data-look="plain"
            disabled={busy}
            onClick={() => void undo()}
          >
            Take the last change back
          </button>
        )}
      </div>
    </form>
  )
}

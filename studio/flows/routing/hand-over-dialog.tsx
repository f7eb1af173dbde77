import { useState } from 'preact/hooks'
import type { HandedOverAnswer, HandOverRequest, OwnersAnswer } from '#server/http/api-type.ts'
import { post } from '../../api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { tell } from '../../ui/toast.tsx'
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
  const options = [
    { id: BY_RULES, label: 'Whoever the rules choose, in turns' },
    ...others.map(({ id, name }) => ({ id, label: name })),
  ]
  const give = async () => {
    const wanted: HandOverRequest = to === BY_RULES ? {} : { to }
    const { leads } = await post<HandedOverAnswer>(`/owners/${owner.id}/hand-over`, wanted)
    tell(`${count(leads, 'lead')} of ${owner.name} on the way to others`)
    onDone()
  }
  return (
    <FormDialog
      title={`Hand over the leads of ${owner.name}`}
      act={`Hand over ${count(owner.open, 'lead')}`}
      enter={give}
      onClose={onClose}
    >
      <p>
        {count(owner.open, 'open lead')} will have another owner in a moment. Each keeps its history, and says who had
        it before. Where nobody else is found, it stays.
      </p>
      <SelectField label="They go to" value={to} options={options} onPick={setTo} />
    </FormDialog>
  )
}

import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { countryOptions } from '#flows/country.ts'
import { INDUSTRIES } from '#flows/industries.ts'
import type { LeadDetail, LeadRow, SavedFacts } from '#server/http/api-type.ts'
import { put, RequestFailed } from '../api.ts'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { fail, tell } from '../ui/toast.tsx'
import { CORRECTED, type Corrected, changesOf, unsaidCountry, valuesOf } from './corrections.ts'

interface CorrectFormProps {
  readonly card: Pick<LeadDetail, 'id' | 'facts'>
  readonly onSaved: (row: LeadRow) => void
  readonly onDone: () => void
}

const FIELDS: readonly { readonly id: Corrected; readonly label: string; readonly placeholder: string }[] = [
  { id: 'title', label: 'Title', placeholder: 'Head of operations' },
  { id: 'company.name', label: 'Company', placeholder: 'Acme Ltd' },
  { id: 'company.domain', label: 'Domain', placeholder: 'acme.example' },
  { id: 'company.staff', label: 'Staff', placeholder: '250' },
]

/** What sales knows better. What is emptied is taken back: then the next believed word stands again. */
export function CorrectForm({ card, onSaved, onDone }: CorrectFormProps) {
  // As it was on opening: what others change meanwhile is no change of ours.
  const [before] = useState(() => valuesOf(card))
  const [values, setValues] = useState(before)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const industries = useId()
  useEffect(() => form.current?.querySelector<HTMLElement>('.input')?.focus(), [])
  const [unsaid] = useState(() => unsaidCountry(card))
  const changes = changesOf(before, values)
  const isSame = Object.keys(changes).length === 0
  const set = (id: Corrected) => (text: string) => setValues(now => ({ ...now, [id]: text }))

  const submit = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    try {
      const { row, before: said } = await put<SavedFacts>(`/leads/${card.id}/facts`, { facts: changes })
      onSaved(row)
      onDone()
      const back = () => void put<SavedFacts>(`/leads/${card.id}/facts`, { facts: said }).then(undone, fail)
      const undone = (saved: SavedFacts) => onSaved(saved.row)
      tell(outOf(row), back)
    } catch (error) {
      const found = error instanceof RequestFailed ? problemsOf(error) : {}
      setErrors(found)
      if (!WITH_ERROR.some(id => found[id])) fail(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section class="card-facts">
      <h3>Job and company</h3>
      <form
        class="correct-form"
        ref={form}
        onSubmit={event => void submit(event)}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          onDone()
        }}
      >
        <div class="pair">
          {FIELDS.map(({ id, label, placeholder }) => (
            <TextField
              key={id}
              label={label}
              placeholder={card.facts.find(({ fact }) => fact === id)?.words ?? placeholder}
              maxLength={300}
              value={values[id]}
              error={errors[id]}
              onText={set(id)}
            />
          ))}
          <label class="field">
            <span class="label">Industry</span>
            <input
              class="input"
              list={industries}
              maxLength={300}
              placeholder="Manufacturing"
              value={values['company.industry']}
              aria-invalid={errors['company.industry'] ? 'true' : undefined}
              onInput={event => set('company.industry')(event.currentTarget.value)}
            />
            {errors['company.industry'] && <span class="error">{errors['company.industry']}</span>}
          </label>
          <datalist id={industries}>
            {INDUSTRIES.map(({ id, label }) => (
              <option key={id} value={label} />
            ))}
          </datalist>
          <SelectField
            label="Country"
            value={values['company.country']}
            options={[...unsaid, ...countryOptions()]}
            onPick={set('company.country')}
          />
        </div>
        <div class="dialog-actions">
          <button type="button" class="button" data-size="small" onClick={onDone}>
            Cancel
          </button>
          <button type="submit" class="button" data-size="small" data-look="main" disabled={busy || isSame}>
            Save and score anew
          </button>
        </div>
      </form>
    </section>
  )
}

/** Fields with a line for what is wrong with them; nothing is wrong with what is picked. */
const WITH_ERROR: readonly string[] = CORRECTED.filter(id => id !== 'company.country')

function problemsOf({ errors }: RequestFailed): Readonly<Record<string, string>> {
  return Object.fromEntries(errors.map(({ pointer, message }) => [pointer.split('/').at(-1) ?? '', message]))
}

function outOf({ stage, name, email, score }: LeadRow): string {
  const who = name ?? email
  return stage === 'disqualified' ? `${who} is disqualified now` : `Saved. ${who} scores ${Math.round(score)} now`
}

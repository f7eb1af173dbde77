import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { countryOptions } from '#flows/country.ts'
import { INDUSTRIES } from '#flows/industries.ts'
import type { Correctable, Corrections, LeadDetail, LeadRow, SavedFacts } from '#server/http/api-type.ts'
import { put, RequestFailed } from '../api.ts'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { fail, tell } from '../ui/toast.tsx'

interface CorrectFormProps {
  readonly card: LeadDetail
  readonly onSaved: (row: LeadRow) => void
  readonly onDone: () => void
}

const FIELDS: readonly { readonly id: Correctable; readonly label: string; readonly placeholder: string }[] = [
  { id: 'title', label: 'Title', placeholder: 'Head of operations' },
  { id: 'company.name', label: 'Company', placeholder: 'Acme Ltd' },
  { id: 'company.domain', label: 'Domain', placeholder: 'acme.example' },
  { id: 'company.staff', label: 'Staff', placeholder: '250' },
]

/** What sales knows better. What is emptied is taken back: then the next believed word stands again. */
export function CorrectForm({ card, onSaved, onDone }: CorrectFormProps) {
  const before = valuesOf(card)
  const [values, setValues] = useState(before)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const industries = useId()
  useEffect(() => form.current?.querySelector<HTMLElement>('.input')?.focus(), [])
  const changes = changesOf(before, values)
  const isSame = Object.keys(changes).length === 0
  const set = (id: Correctable) => (text: string) => setValues(now => ({ ...now, [id]: text }))

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
      if (error instanceof RequestFailed && error.errors.length > 0) {
        setErrors(Object.fromEntries(error.errors.map(({ pointer, message }) => [pointer.split('/').at(-1), message])))
      } else fail(error)
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
              value={values[id] ?? ''}
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
              value={values['company.industry'] ?? ''}
              onInput={event => set('company.industry')(event.currentTarget.value)}
            />
          </label>
          <datalist id={industries}>
            {INDUSTRIES.map(({ id, label }) => (
              <option key={id} value={label} />
            ))}
          </datalist>
          <SelectField
            label="Country"
            value={values['company.country'] ?? ''}
            options={[{ id: '', label: 'Not known' }, ...countryOptions()]}
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

type Values = Readonly<Partial<Record<Correctable, string>>>

/** What is known now, as it is typed: a country by its letters, everything else in words. */
function valuesOf({ facts }: LeadDetail): Values {
  return Object.fromEntries(
    facts.map(({ fact, value, words, told }) => {
      // An option they picked is no title and no number.
      if (told.source === 'visitor' && (fact === 'title' || fact === 'company.staff')) return [fact, '']
      const typed = fact === 'company.country' || typeof value === 'number' ? String(value) : words
      return [fact, typed]
    }),
  )
}

function changesOf(before: Values, values: Values): Corrections {
  const changed = Object.entries(values).filter(([id, text]) => text.trim() !== (before[id as Correctable] ?? '')) // keys of `Values`
  return Object.fromEntries(changed.map(([id, text]) => [id, text.trim() === '' ? null : text.trim()]))
}

function outOf({ stage, name, email, score }: LeadRow): string {
  const who = name ?? email
  return stage === 'disqualified' ? `${who} is disqualified now` : `Saved. ${who} scores ${Math.round(score)} now`
}

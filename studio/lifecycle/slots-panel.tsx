import './slots.css'
import { useState } from 'preact/hooks'
import type { FilledFramework, FilledSlot, LeadRow, SalesCheck, SavedSlots, SlotTeller } from '#server/http/api-type.ts'
import { put } from '../api.ts'
import { may } from '../me.ts'
import { fail } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'

interface SlotsPanelProps {
  readonly leadId: string
  readonly framework: FilledFramework | null
  readonly onSaved: (row: LeadRow) => void
}

const SOURCES: Readonly<Record<SlotTeller['source'], string>> = {
  visitor: 'The visitor',
  sales: 'Sales',
  crm: 'The CRM',
  api: 'Your systems',
  import: 'An import',
  enrichment: 'Looked up',
}

/** What sales has to know: the visitor's answers filled in, the rest to be asked. Each value re-scores at once. */
export function SlotsPanel({ leadId, framework, onSaved }: SlotsPanelProps) {
  const [busy, setBusy] = useState(false)
  if (!framework || framework.slots.length + framework.checks.length === 0) return null
  const known = framework.slots.filter(slot => slot.value !== null && !slot.vague).length
  const save = async (changes: object) => {
    setBusy(true)
    try {
      onSaved((await put<SavedSlots>(`/leads/${leadId}/slots`, changes)).row)
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section class="slots" aria-busy={busy}>
      <h3>
        {framework.framework.label}{' '}
        <span class="quiet number">
          {known} of {framework.slots.length} known
        </span>
      </h3>
      <ul>
        {framework.slots.map(slot => (
          <Slot key={slot.id} slot={slot} onSave={value => save({ slots: { [slot.id]: value } })} />
        ))}
      </ul>
      <fieldset class="sales-checks" disabled={!may('decide_leads') || busy}>
        <legend class="visually-hidden">Checked by sales</legend>
        {framework.checks
          .filter(check => check.required || check.checked)
          .map(check => (
            <Check key={check.id} check={check} onSave={checked => save({ checks: { [check.id]: checked } })} />
          ))}
      </fieldset>
      <p class="quiet">{needed(framework)}</p>
    </section>
  )
}

function needed({ missing, slots, checks }: FilledFramework): string {
  if (missing.length === 0) return 'Everything is known that an SQL needs.'
  const labels = new Map([...slots, ...checks].map(({ id, label }) => [id, label]))
  return `For SQL still missing: ${missing.map(id => (labels.get(id) ?? id).toLowerCase()).join(', ')}.`
}

function Slot({ slot, onSave }: { readonly slot: FilledSlot; readonly onSave: (value: unknown) => Promise<void> }) {
  const [editing, setEditing] = useState(false)
  const open = editing && may('decide_leads')
  const save = (value: unknown) => {
    setEditing(false)
    void onSave(value)
  }
  return (
    <li data-open={slot.required && (slot.value === null || slot.vague) ? '' : undefined}>
      <div class="slot-label">
        <span>{slot.label}</span>
        {!slot.required && <span class="quiet">optional</span>}
      </div>
      <div class="slot-value">
        {open ? (
          <SlotEditor slot={slot} onSave={save} onCancel={() => setEditing(false)} />
        ) : (
          <Value slot={slot} onEdit={() => setEditing(true)} />
        )}
      </div>
    </li>
  )
}

function Value({ slot, onEdit }: { readonly slot: FilledSlot; readonly onEdit: () => void }) {
  const { words, told, corrected, vague } = slot
  const edit = may('decide_leads') && (
    <button type="button" class="button" data-size="small" data-look="plain" onClick={onEdit}>
      {words === null ? 'Fill in' : 'Correct'}
      <span class="visually-hidden">: {slot.label}</span>
    </button>
  )
  if (words === null)
    return (
      <>
        <p class="quiet">{slot.ask || 'Not known yet'}</p>
        {edit}
      </>
    )
  return (
    <>
      <p dir="auto">
        <strong>{words}</strong>
        <span class="quiet">
          {told && ` ${told.by ?? SOURCES[told.source]}`}
          {told?.at && (
            <>
              , <When at={told.at} />
            </>
          )}
          {vague && ' · no figure yet'}
          {corrected && ` · visitor said “${corrected}”`}
        </span>
      </p>
      {edit}
    </>
  )
}

interface SlotEditorProps {
  readonly slot: FilledSlot
  readonly onSave: (value: unknown) => void
  readonly onCancel: () => void
}

function SlotEditor({ slot, onSave, onCancel }: SlotEditorProps) {
  const { input } = slot
  const [text, setText] = useState(typeof slot.value === 'object' ? '' : String(slot.value ?? ''))
  const submit = (event: Event) => {
    event.preventDefault()
    const given = text.trim()
    const value = input.kind === 'number' ? Number(given) : given
    if (given !== '' && !Number.isNaN(value)) onSave(value)
  }
  return (
    <form
      class="slot-form"
      onSubmit={submit}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      {input.kind === 'options' ? (
        <select
          class="input"
          data-size="small"
          aria-label={slot.label}
          // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed.
          autoFocus
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        >
          <option value="">Choose</option>
          {input.options.map(option => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          class="input"
          data-size="small"
          aria-label={slot.label}
          // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed.
          autoFocus
          type="text"
          inputMode={input.kind === 'number' ? 'decimal' : 'text'}
          maxLength={1000}
          placeholder={slot.ask}
          value={text}
          onInput={event => setText(event.currentTarget.value)}
        />
      )}
      <button type="submit" class="button" data-size="small" data-look="main" disabled={text.trim() === ''}>
        Save
      </button>
      {slot.told?.source === 'sales' ? (
        <button
          type="button"
          class="button"
          data-size="small"
          title="Take back what sales said"
          onClick={() => onSave(null)}
        >
          Clear
        </button>
      ) : (
        <button type="button" class="button" data-size="small" data-look="plain" onClick={onCancel}>
          Cancel
        </button>
      )}
    </form>
  )
}

function Check({
  check,
  onSave,
}: {
  readonly check: SalesCheck
  readonly onSave: (checked: boolean) => Promise<void>
}) {
  return (
    <label class="check">
      <input type="checkbox" checked={check.checked} onChange={event => void onSave(event.currentTarget.checked)} />
      <span>
        {check.label}
        {check.told && (
          <span class="quiet">
            {' '}
            {check.told.by ?? SOURCES[check.told.source]}
            {check.told.at && (
              <>
                , <When at={check.told.at} />
              </>
            )}
          </span>
        )}
      </span>
    </label>
  )
}

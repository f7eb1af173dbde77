import type { FlowSummary, ImportKind, ImportOptions } from '#server/http/api-type.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'

interface ImportOptionFieldsProps {
  readonly kind: ImportKind
  readonly options: ImportOptions
  /** In use, chosen or guessed. */
  readonly dates: 'dmy' | 'mdy'
  readonly columns: readonly (string | null)[]
  /** Live ones. */
  readonly flows: readonly FlowSummary[]
  readonly onChange: (options: ImportOptions) => void
}

const DATES = [
  { id: 'dmy', label: 'Day first: 31/12/2026' },
  { id: 'mdy', label: 'Month first: 12/31/2026' },
]

/** What the file itself cannot say. */
export function ImportOptionFields({ kind, options, dates, columns, flows, onChange }: ImportOptionFieldsProps) {
  const hasDates = columns.includes('at') || columns.includes('created_at')
  return (
    <div class="import-options">
      {kind === 'leads' && (
        <TextField
          label="Why you may write to these people"
          hint="Kept with each of them as the record of their consent."
          placeholder="Asked for a quote at the spring fair"
          maxLength={500}
          value={options.basis ?? ''}
          onText={basis => onChange({ ...options, basis })}
        />
      )}
      {kind === 'leads' && flows.length > 1 && (
        <SelectField
          label="Scored by the points of"
          value={options.flow ?? flows[0]?.id ?? ''}
          options={flows.map(({ id, name }) => ({ id, label: name }))}
          onPick={flow => onChange({ ...options, flow })}
        />
      )}
      {kind === 'events' && !columns.includes('type') && (
        <TextField
          label="Type of all these events"
          hint="A slug of the catalogue: email_opened, webinar_attended…"
          maxLength={64}
          value={options.type ?? ''}
          onText={type => {
            const { type: _before, ...rest } = options
            onChange(type ? { ...rest, type } : rest)
          }}
        />
      )}
      {hasDates && (
        <SelectField
          label="Dates written with numbers"
          hint="Dates like 2026-12-31 are read either way."
          value={dates}
          options={DATES}
          onPick={order => onChange({ ...options, dates: order === 'mdy' ? 'mdy' : 'dmy' })}
        />
      )}
    </div>
  )
}

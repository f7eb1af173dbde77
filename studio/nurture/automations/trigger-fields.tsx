import type { Segment, Stage, Temperature, Trigger } from '#server/http/api-type.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { STAGES, TEMPERATURES } from '../../words.ts'

interface TriggerFieldsProps {
  readonly when: Trigger
  readonly segments: readonly Segment[]
  readonly onChange: (when: Trigger) => void
}

const KINDS: readonly { readonly id: Trigger['kind']; readonly label: string }[] = [
  { id: 'score', label: 'points cross a number' },
  { id: 'temperature', label: 'the temperature changes to' },
  { id: 'stage', label: 'the stage changes' },
  { id: 'segment', label: 'a segment is entered or left' },
  { id: 'days_in_stage', label: 'days in a stage have passed' },
  { id: 'idle', label: 'days of silence have passed' },
]

/** What sets an automation off. */
export function TriggerFields({ when, segments, onChange }: TriggerFieldsProps) {
  const kinds = segments.length > 0 || when.kind === 'segment' ? KINDS : KINDS.filter(({ id }) => id !== 'segment')
  return (
    <div class="row">
      <Pick label="What happens" value={when.kind} options={kinds} onPick={kind => onChange(startOf(kind, segments))} />
      <Rest when={when} segments={segments} onChange={onChange} />
    </div>
  )
}

function Rest({ when, segments, onChange }: TriggerFieldsProps) {
  switch (when.kind) {
    case 'score':
      return (
        <>
          <Pick
            label="Which points"
            value={when.measure}
            options={[
              { id: 'score', label: 'score' },
              { id: 'fit', label: 'fit' },
              { id: 'engagement', label: 'engagement' },
            ]}
            onPick={measure => onChange({ ...when, measure })}
          />
          <Pick
            label="Which way"
            value={when.direction}
            options={[
              { id: 'up', label: 'rises to' },
              { id: 'down', label: 'falls below' },
            ]}
            onPick={direction => onChange({ ...when, direction })}
          />
          <NumberField
            quiet
            label="Points"
            unit="points"
            min={-1000}
            max={1000}
            value={when.at}
            onNumber={at => at !== null && onChange({ ...when, at })}
          />
        </>
      )
    case 'temperature':
      return (
        <Pick
          label="Which temperature"
          value={when.to}
          options={named(TEMPERATURES)}
          onPick={to => onChange({ ...when, to })}
        />
      )
    case 'stage':
      return (
        <>
          <Move value={when.move} onPick={move => onChange({ ...when, move })} />
          <StagePick value={when.stage} onPick={stage => onChange({ ...when, stage })} />
        </>
      )
    case 'segment':
      return (
        <>
          <Move value={when.move} onPick={move => onChange({ ...when, move })} />
          <Pick
            label="Which segment"
            value={when.segment}
            options={segments.map(({ id, name }) => ({ id, label: name }))}
            onPick={segment => onChange({ ...when, segment })}
          />
        </>
      )
    case 'days_in_stage':
      return (
        <>
          <StagePick value={when.stage} onPick={stage => onChange({ ...when, stage })} />
          <Days value={when.days} onDays={days => onChange({ ...when, days })} />
        </>
      )
    case 'idle':
      return <Days value={when.days} onDays={days => onChange({ ...when, days })} />
  }
}

function startOf(kind: Trigger['kind'], segments: readonly Segment[]): Trigger {
  switch (kind) {
    case 'score':
      return { kind, measure: 'score', direction: 'up', at: 75 }
    case 'temperature':
      return { kind, to: 'warm' }
    case 'stage':
      return { kind, move: 'enters', stage: 'mql' }
    case 'segment':
      return { kind, move: 'enters', segment: segments[0]?.id ?? '' }
    case 'days_in_stage':
      return { kind, stage: 'mql', days: 14 }
    case 'idle':
      return { kind, days: 60 }
  }
}

interface PickProps<Id extends string> {
  readonly label: string
  readonly value: Id
  readonly options: readonly { readonly id: Id; readonly label: string }[]
  readonly onPick: (id: Id) => void
}

/** A choice inside a sentence. */
export function Pick<Id extends string>({ label, value, options, onPick }: PickProps<Id>) {
  const known = options.some(({ id }) => id === value)
  return (
    <select
      class="input"
      data-size="small"
      aria-label={label}
      value={value}
      onChange={event => {
        const picked = options.find(({ id }) => id === event.currentTarget.value)
        if (picked) onPick(picked.id)
      }}
    >
      {!known && <option value={value}>Choose…</option>}
      {options.map(option => (
        <option key={option.id} value={option.id}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

function Move({
  value,
  onPick,
}: {
  readonly value: 'enters' | 'leaves'
  readonly onPick: (move: 'enters' | 'leaves') => void
}) {
  const options = [
    { id: 'enters', label: 'enters' },
    { id: 'leaves', label: 'leaves' },
  ] as const
  return <Pick label="Which way" value={value} options={options} onPick={onPick} />
}

function StagePick({ value, onPick }: { readonly value: Stage; readonly onPick: (stage: Stage) => void }) {
  return <Pick label="Which stage" value={value} options={named(STAGES)} onPick={onPick} />
}

function Days({ value, onDays }: { readonly value: number; readonly onDays: (days: number) => void }) {
  return (
    <NumberField
      quiet
      label="Days"
      unit="days"
      min={1}
      max={730}
      value={value}
      onNumber={days => days !== null && onDays(days)}
    />
  )
}

/** The words of a record's slugs are typed by it. */
function named<Id extends Stage | Temperature>(words: Readonly<Record<Id, string>>): { id: Id; label: string }[] {
  return (Object.entries(words) as [Id, string][]).map(([id, label]) => ({ id, label })) // keys of the record
}

import type { Stage, Temperature, Trigger } from '#server/http/api-type.ts'
import { ActFilter, type Filter } from '../../flows/points/act-filter.tsx'
import { WhereField } from '../../flows/points/where-field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { STAGES, TEMPERATURES } from '../../words.ts'
import type { Cited } from './automation-words.ts'

interface TriggerFieldsProps {
  readonly when: Trigger
  readonly cited: Pick<Cited, 'segments' | 'options'>
  readonly onChange: (when: Trigger) => void
}

const KINDS: readonly { readonly id: Trigger['kind']; readonly label: string }[] = [
  { id: 'score', label: 'points cross a number' },
  { id: 'temperature', label: 'the temperature changes to' },
  { id: 'milestone', label: 'a named line of the score is passed' },
  { id: 'grade', label: 'a grade is reached' },
  { id: 'stage', label: 'the stage changes' },
  { id: 'act', label: 'they do something' },
  { id: 'segment', label: 'a segment is entered or left' },
  { id: 'days_in_stage', label: 'days in a stage have passed' },
  { id: 'idle', label: 'days of silence have passed' },
]

/** What sets an automation off. */
export function TriggerFields({ when, cited, onChange }: TriggerFieldsProps) {
  const { named } = cited.options
  const offered: Partial<Record<Trigger['kind'], boolean>> = {
    segment: cited.segments.length > 0,
    milestone: named.milestones.length > 0,
    grade: named.grades,
  }
  const kinds = KINDS.filter(({ id }) => id === when.kind || offered[id] !== false)
  return (
    <div class="stack" data-tight>
      <div class="row">
        <Pick label="What happens" value={when.kind} options={kinds} onPick={kind => onChange(startOf(kind, cited))} />
        <Rest when={when} cited={cited} onChange={onChange} />
      </div>
      {when.kind === 'act' && <ActWhere act={when.act} onAct={act => onChange({ ...when, act })} />}
    </div>
  )
}

function Rest({ when, cited: { segments, options }, onChange }: TriggerFieldsProps) {
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
        <>
          <Pick
            label="From where"
            value={when.direction}
            options={[
              { id: 'up', label: 'rises to' },
              { id: 'down', label: 'falls to' },
              { id: 'any', label: 'rises or falls to' },
            ]}
            onPick={direction => onChange({ ...when, direction })}
          />
          <Pick
            label="Which temperature"
            value={when.to}
            options={worded(TEMPERATURES)}
            // Nobody rises to the lowest, or falls to the highest.
            onPick={to => onChange({ ...when, to, direction: EXTREMES[to] ?? when.direction })}
          />
        </>
      )
    case 'milestone':
      return (
        <Pick
          label="Which line"
          value={when.milestone}
          options={options.named.milestones.map(({ id, label, score }) => ({ id, label: `${label} (${score})` }))}
          onPick={milestone => onChange({ ...when, milestone })}
        />
      )
    case 'grade':
      return (
        <Pick
          label="Which grade"
          value={when.atLeast}
          options={GRADES}
          onPick={atLeast => onChange({ ...when, atLeast })}
        />
      )
    case 'act':
      return <ActPick act={when.act} onAct={act => onChange({ ...when, act })} />
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

function startOf(kind: Trigger['kind'], { segments, options }: TriggerFieldsProps['cited']): Trigger {
  switch (kind) {
    case 'score':
      return { kind, measure: 'score', direction: 'up', at: 75 }
    case 'temperature':
      return { kind, to: 'warm', direction: 'up' }
    case 'milestone':
      return { kind, milestone: options.named.milestones[0]?.id ?? '' }
    case 'grade':
      return { kind, atLeast: 'B2' }
    case 'act':
      return { kind, act: { event: 'page_viewed', path: '/pricing*' } }
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

const EXTREMES: Partial<Record<Temperature, 'up' | 'any'>> = { hot: 'up', dead: 'any', disqualified: 'any' }
const GRADES = ['A', 'B', 'C', 'D'].flatMap(letter =>
  ['1', '2', '3', '4'].map(digit => {
    const id = `${letter}${digit}`
    return { id, label: id === 'A1' ? id : `${id} or better` }
  }),
)

interface ActProps {
  readonly act: EventFilter
  readonly onAct: (act: EventFilter) => void
}

type EventFilter = Extract<Trigger, { kind: 'act' }>['act']

function ActPick({ act, onAct }: ActProps) {
  return <ActFilter label="What they do" filter={act} set={change => onAct(withChange(act, change))} />
}

function ActWhere({ act, onAct }: ActProps) {
  return <WhereField event={act.event} where={act.where} onWhere={where => onAct(withChange(act, { where }))} />
}

/** What is set to nothing is left out. */
function withChange(act: EventFilter, change: Filter): EventFilter {
  const changed = Object.entries({ ...act, ...change }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(changed) as EventFilter // `event` is always set: no empty choice is offered
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
  return <Pick label="Which stage" value={value} options={worded(STAGES)} onPick={onPick} />
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
function worded<Id extends Stage | Temperature>(words: Readonly<Record<Id, string>>): { id: Id; label: string }[] {
  return (Object.entries(words) as [Id, string][]).map(([id, label]) => ({ id, label })) // keys of the record
}

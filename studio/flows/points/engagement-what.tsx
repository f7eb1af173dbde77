import type { EngagementRule } from '#server/http/api-type.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { changeRule } from '../edit/edit-model.ts'
import { useModel } from '../editor/editor-context.ts'

type ActRule = Extract<EngagementRule, { kind: 'event' | 'count' }>

const EVENTS: Readonly<Record<ActRule['event'], string>> = {
  page_viewed: 'Page seen',
  downloaded: 'Download',
  custom: 'Own event',
  demo_requested: 'Demo asked for',
}

/** Which act a rule is about. */
export function EngagementWhat({ rule }: { readonly rule: EngagementRule }) {
  const { editModel } = useModel()
  const set = (change: object, key: string) =>
    editModel(before => changeRule(before, rule, change), `${rule.id} ${key}`)
  if (rule.kind === 'colleague') return <span class="act-what quiet">Somebody else of the same company is a lead</span>
  if (rule.kind === 'return') {
    return (
      <span class="act-what">
        Back within
        <NumberField
          quiet
          label="Days between the visits"
          unit="days"
          min={1}
          max={3650}
          value={rule.withinDays}
          onNumber={withinDays => withinDays !== null && set({ withinDays }, 'days')}
        />
      </span>
    )
  }
  if (rule.kind === 'idle') {
    return (
      <span class="act-what">
        Silent for
        <NumberField
          quiet
          label="Days without an act"
          unit="days"
          min={1}
          max={3650}
          value={rule.days}
          onNumber={days => days !== null && set({ days }, 'days')}
        />
      </span>
    )
  }
  if (rule.kind !== 'event' && rule.kind !== 'count') return <span class="act-what quiet" />
  return (
    <span class="act-what">
      <select
        class="input"
        aria-label="Act"
        value={rule.event}
        onChange={event => set({ event: event.currentTarget.value, path: undefined, name: undefined }, 'event')}
      >
        {Object.entries(EVENTS).map(([id, label]) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <Where rule={rule} set={set} />
      <Times rule={rule} set={set} />
    </span>
  )
}

interface PartProps {
  readonly rule: ActRule
  readonly set: (change: object, key: string) => void
}

function Where({ rule, set }: PartProps) {
  if (rule.event === 'demo_requested') return null
  if (rule.event === 'custom') {
    return (
      <input
        class="input"
        aria-label="Name of the event"
        placeholder="name"
        value={rule.name ?? ''}
        onInput={event => set({ name: event.currentTarget.value || undefined }, 'name')}
      />
    )
  }
  const part = rule.event === 'downloaded' ? 'file' : 'path'
  return (
    <input
      class="input"
      aria-label={part === 'file' ? 'File, * for any letters' : 'Path of the page, * for any letters'}
      placeholder={part === 'file' ? 'any file' : 'any page'}
      value={rule[part] ?? ''}
      onInput={event => set({ [part]: event.currentTarget.value || undefined }, part)}
    />
  )
}

function Times({ rule, set }: PartProps) {
  if (rule.kind === 'count') {
    return (
      <NumberField
        quiet
        label="How many at least"
        unit="times"
        min={1}
        max={1000}
        value={rule.atLeast}
        onNumber={atLeast => atLeast !== null && set({ atLeast }, 'count')}
      />
    )
  }
  return (
    <>
      <select
        class="input"
        aria-label="How often it counts"
        value={rule.times}
        onChange={event => set({ times: event.currentTarget.value, max: undefined }, 'times')}
      >
        <option value="once">once</option>
        <option value="each">each time</option>
      </select>
      {rule.times === 'each' && (
        <NumberField
          quiet
          label="How many count at most"
          unit="at most"
          placeholder="all"
          min={1}
          max={1000}
          value={rule.max}
          onNumber={max => set({ max: max ?? undefined }, 'max')}
        />
      )}
    </>
  )
}

import type { EngagementRule } from '#server/http/api-type.ts'
import { NumberField } from '../../ui/number-field.tsx'

interface TimesFieldProps {
  readonly rule: Extract<EngagementRule, { kind: 'event' | 'count' }>
  readonly set: (change: object, key: string) => void
}

const PERIODS = [
  ['', 'in all'],
  ['day', 'a day'],
  ['week', 'a week'],
  ['month', 'a month'],
] as const

/** How often an act counts: once, each time, so often a day. */
export function TimesField({ rule, set }: TimesFieldProps) {
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
        onChange={event => set({ times: event.currentTarget.value, max: undefined, per: undefined }, 'times')}
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
          onNumber={max => set(max === null ? { max: undefined, per: undefined } : { max }, 'max')}
        />
      )}
      {rule.times === 'each' && rule.max !== undefined && (
        <select
          class="input"
          aria-label="In which time"
          value={rule.per ?? ''}
          onChange={event => set({ per: event.currentTarget.value || undefined }, 'per')}
        >
          {PERIODS.map(([id, label]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      )}
    </>
  )
}

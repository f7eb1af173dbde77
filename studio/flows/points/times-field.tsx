import type { EngagementRule } from '#server/http/api-type.ts'
import { NumberField } from '../../ui/number-field.tsx'

interface TimesFieldProps {
  readonly rule: Extract<EngagementRule, { kind: 'event' | 'count' }>
  readonly set: (change: object, key: string) => void
}

const STAGED: ReadonlySet<string> = new Set(['crm_stage_changed', 'stage_reached'])

const PERIODS = [
  ['', 'in all'],
  ['day', 'a day'],
  ['week', 'a week'],
  ['month', 'a month'],
] as const

const ANY_NUMBER = { distinct: undefined, ahead: undefined, max: undefined, per: undefined } as const
const HOW_OFTEN: Readonly<Record<string, object>> = {
  once: { ...ANY_NUMBER, times: 'once' },
  each: { ...ANY_NUMBER, times: 'each' },
  distinct: { ...ANY_NUMBER, times: 'each', distinct: true },
  ahead: { ...ANY_NUMBER, times: 'each', ahead: true },
}

/** How often an act counts: once, each time, so often a day. */
export function TimesField({ rule, set }: TimesFieldProps) {
  if (rule.kind === 'count') {
    return (
      <>
        <NumberField
          quiet
          label="How many at least"
          min={1}
          max={1000}
          value={rule.atLeast}
          onNumber={atLeast => atLeast !== null && set({ atLeast }, 'count')}
        />
        <select
          class="input"
          aria-label="What is counted"
          value={rule.of ?? ''}
          onChange={event => set({ of: event.currentTarget.value || undefined }, 'of')}
        >
          <option value="">times</option>
          <option value="pages">different pages</option>
          <option value="visits">different visits</option>
        </select>
      </>
    )
  }
  return (
    <>
      <select
        class="input"
        aria-label="How often it counts"
        value={rule.ahead ? 'ahead' : rule.distinct ? 'distinct' : rule.times}
        onChange={event => set(HOW_OFTEN[event.currentTarget.value] ?? {}, 'times')}
      >
        <option value="once">once</option>
        <option value="each">each time</option>
        <option value="distinct">once for each title or file</option>
        {(rule.ahead || STAGED.has(rule.event)) && <option value="ahead">once for each stage ahead</option>}
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

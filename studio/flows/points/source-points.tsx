import type { FitRule } from '#server/http/api-type.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'

const OF = [
  { id: 'source', label: 'Source' },
  { id: 'medium', label: 'Medium of the campaign' },
  { id: 'campaign', label: 'Name of the campaign' },
  { id: 'referrer', label: 'Page they came from' },
]

interface SourcePointsProps {
  readonly rule: Extract<FitRule, { kind: 'source' }>
  readonly set: (change: object, key: string) => void
}

/** A table: one line a source, one number a line. */
export function SourcePoints({ rule, set }: SourcePointsProps) {
  const lines = Object.entries(rule.points)
  const replace = (index: number, line: readonly [string, number]) =>
    set({ points: Object.fromEntries(lines.map((one, at) => (at === index ? line : one))) }, `source ${index}`)
  return (
    <div class="stack" data-tight>
      <input
        class="input title-input"
        aria-label="What it is called on the lead card"
        value={rule.label}
        onInput={event => set({ label: event.currentTarget.value }, 'label')}
      />
      <SelectField
        quiet
        label="What counts"
        {...(rule.of === 'source' && { hint: 'Of the campaign, else the page they came from.' })}
        value={rule.of}
        options={OF}
        onPick={of => set({ of }, 'of')}
      />
      {lines.map(([name, points], index) => (
        <div class="source-line" key={index}>
          <input
            class="input"
            data-size="small"
            aria-label={`Source ${index + 1}, * for any letters`}
            value={name}
            onInput={event => {
              const typed = event.currentTarget.value.trim()
              if (typed && !Object.hasOwn(rule.points, typed)) replace(index, [typed, points])
            }}
          />
          <NumberField
            quiet
            label={`Points for “${name}”`}
            min={-1000}
            max={1000}
            value={points}
            onNumber={number => number !== null && replace(index, [name, number])}
          />
          <IconButton
            label={`Remove “${name}”`}
            icon="trash"
            onClick={() => set({ points: Object.fromEntries(lines.filter((_one, at) => at !== index)) }, 'sources')}
          />
        </div>
      ))}
      <button
        type="button"
        class="button"
        data-look="plain"
        data-size="small"
        onClick={() => set({ points: { ...rule.points, [freeName(rule.points)]: 5 } }, 'sources')}
      >
        <Icon name="plus" />
        Another source
      </button>
    </div>
  )
}

function freeName(taken: Readonly<Record<string, number>>): string {
  let number = Object.keys(taken).length + 1
  while (Object.hasOwn(taken, `source-${number}`)) number += 1
  return `source-${number}`
}

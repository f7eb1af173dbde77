import type { Condition, Leaf } from '#flows/condition.ts'
import { Icon } from '../../ui/icon.tsx'
import { ConditionJson } from './condition-json.tsx'
import { ConditionRow } from './condition-row.tsx'
import { fromRows, startOf, toRows } from './condition-rows.ts'
import type { FactInfo } from './fact-catalog.ts'

interface ConditionEditorProps {
  /** What the condition decides: `Jump when`. */
  readonly label: string
  readonly condition: Condition
  readonly facts: readonly FactInfo[]
  readonly onChange: (condition: Condition) => void
}

/** A condition as rows of comparisons; one with levels inside as JSON that is checked before it counts. */
export function ConditionEditor({ label, condition, facts, onChange }: ConditionEditorProps) {
  const rows = toRows(condition)
  if (!rows) return <ConditionJson label={label} condition={condition} onChange={onChange} />
  const { join, leaves } = rows
  const setLeaves = (next: readonly Leaf[]) => onChange(fromRows({ join, leaves: next }))
  const first = facts[0]
  return (
    <fieldset class="condition">
      <legend>{label}</legend>
      {leaves.length > 1 && (
        <div class="row">
          <select
            class="input"
            data-size="small"
            aria-label="How the conditions go together"
            value={join}
            onChange={event =>
              onChange(fromRows({ join: event.currentTarget.value === 'any' ? 'any' : 'all', leaves }))
            }
          >
            <option value="all">all of these hold</option>
            <option value="any">any of these holds</option>
          </select>
        </div>
      )}
      {leaves.map((leaf, index) => (
        <ConditionRow
          key={index}
          leaf={leaf}
          facts={facts}
          onChange={changed => setLeaves(leaves.map((one, at) => (at === index ? changed : one)))}
          {...(leaves.length > 1 && { onRemove: () => setLeaves(leaves.filter((_one, at) => at !== index)) })}
        />
      ))}
      {leaves.length === 0 && <p class="quiet">Always.</p>}
      {first && (
        <button
          type="button"
          class="button"
          data-look="plain"
          data-size="small"
          onClick={() => setLeaves([...leaves, startOf(first)])}
        >
          <Icon name="plus" />
          Add a condition
        </button>
      )}
    </fieldset>
  )
}

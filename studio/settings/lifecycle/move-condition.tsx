import type { Condition } from '#flows/condition.ts'
import { ConditionEditor } from '../../flows/conditions/condition-editor.tsx'
import { startOf } from '../../flows/conditions/condition-rows.ts'
import type { FactInfo } from '../../flows/conditions/fact-catalog.ts'
import { Icon } from '../../ui/icon.tsx'

interface MoveConditionProps {
  /** What adds it: `Also make an MQL of whom…`. */
  readonly label: string
  /** What it is for, while it is there. */
  readonly hint: string
  readonly condition: Condition | undefined
  readonly facts: readonly FactInfo[]
  readonly onChange: (condition: Condition | undefined) => void
}

/** A condition of the team's own for one move, which may be left out. */
export function MoveCondition({ label, hint, condition, facts, onChange }: MoveConditionProps) {
  const [first] = facts
  if (!condition) {
    return (
      <div class="move-act">
        <button
          type="button"
          class="button"
          data-look="plain"
          data-size="small"
          disabled={!first}
          onClick={() => first && onChange(startOf(first))}
        >
          <Icon name="plus" />
          {label}
        </button>
      </div>
    )
  }
  return (
    <div class="move-condition">
      <ConditionEditor label={label.replace(/…$/, '')} condition={condition} facts={facts} onChange={onChange} />
      <p class="quiet">{hint}</p>
      <div class="move-act">
        <button type="button" class="button" data-look="plain" data-size="small" onClick={() => onChange(undefined)}>
          Leave it out
        </button>
      </div>
    </div>
  )
}

import './conditions.css'
import type { Condition } from '#flows/condition.ts'
import { ConditionLevel } from './condition-level.tsx'
import { fromOutermost, toLevel } from './condition-tree.ts'
import type { FactInfo } from './fact-catalog.ts'

interface ConditionEditorProps {
  /** What the condition decides: `Jump when`. */
  readonly label: string
  readonly condition: Condition
  readonly facts: readonly FactInfo[]
  readonly onChange: (condition: Condition) => void
}

/** A condition as rows of comparisons, with groups of them inside. */
export function ConditionEditor({ label, condition, facts, onChange }: ConditionEditorProps) {
  return (
    <fieldset class="condition">
      <legend>{label}</legend>
      <ConditionLevel
        level={toLevel(condition)}
        depth={1}
        facts={facts}
        onLevel={level => onChange(fromOutermost(level))}
      />
    </fieldset>
  )
}

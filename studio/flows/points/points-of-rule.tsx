import type { EngagementRule, FitRule } from '#server/http/api-type.ts'
import { NumberField } from '../../ui/number-field.tsx'

interface PointsOfRuleProps {
  readonly rule: FitRule | EngagementRule
  readonly name: string
  readonly onPoints: (points: number) => void
}

/** What a rule gives, at the end of its line; one that gives by steps says the most. */
export function PointsOfRule({ rule, name, onPoints }: PointsOfRuleProps) {
  if ('steps' in rule && !('points' in rule)) {
    return <span class="rule-line-most quiet number">up to {rule.steps[0]?.points}</span>
  }
  if (!('points' in rule) || typeof rule.points !== 'number') return null
  return (
    <span class="rule-line-points">
      <NumberField
        quiet
        label={`Points for “${name}”`}
        min={-1000}
        max={rule.kind === 'idle' || rule.kind === 'absence' ? 0 : 1000}
        value={rule.points}
        onNumber={points => points !== null && onPoints(points)}
      />
    </span>
  )
}

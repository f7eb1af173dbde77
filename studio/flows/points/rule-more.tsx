import type { EngagementRule, FitRule } from '#server/http/api-type.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useModel } from '../editor/editor-context.ts'
import { FadingField } from './fading-field.tsx'
import { fadingOfRule, mayFade } from './fading-of-rule.ts'
import { limitsInWords } from './rule-in-words.ts'

interface RuleMoreProps {
  readonly rule: FitRule | EngagementRule
  readonly set: (change: object, key: string) => void
}

/** What most tables leave as it is. Closed, it says what is set. */
export function RuleMore({ rule, set }: RuleMoreProps) {
  const said = limitsInWords(rule)
  return (
    <details class="rule-more">
      <summary>{said.length > 0 ? said.join(' · ') : 'Limit and words'}</summary>
      <div class="rule-more-parts">
        <RuleLimits rule={rule} set={set} />
        {(rule.kind === 'options' || rule.kind === 'source') && (
          <TextField
            label="Reason on the lead card"
            placeholder={`${rule.label}: {{option}}`}
            hint="{{option}} stands for what it was."
            maxLength={200}
            value={rule.reason ?? ''}
            onText={reason => set({ reason: reason.trim() === '' ? undefined : reason }, 'reason')}
          />
        )}
      </div>
    </details>
  )
}

/** The most a rule counts, and how its points fade. */
export function RuleLimits({ rule, set }: RuleMoreProps) {
  const { model } = useModel()
  return (
    <>
      <NumberField
        label="Counts at most"
        unit="points"
        placeholder="no limit"
        min={1}
        max={1000}
        value={rule.cap}
        onNumber={cap => set({ cap: cap ?? undefined }, 'cap')}
      />
      {mayFade(rule) && (
        <FadingField
          label="Fades"
          model={model}
          fading={fadingOfRule(rule)}
          {...('points' in rule && typeof rule.points === 'number' && { points: rule.points })}
          onFading={next => set({ decay: next === undefined ? undefined : (next ?? { never: true }) }, 'decay')}
        />
      )}
    </>
  )
}

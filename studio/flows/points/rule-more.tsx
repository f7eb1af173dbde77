import type { EngagementRule, FitRule } from '#server/http/api-type.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { useModel } from '../editor/editor-context.ts'
import { type Fading, fadingInWords } from './decay-curve.tsx'
import { FadingField } from './fading-field.tsx'

interface RuleMoreProps {
  readonly rule: FitRule | EngagementRule
  readonly set: (change: object, key: string) => void
}

/** What most rules leave as it is: the most they count, and how they fade. Closed, it says what is set. */
export function RuleMore({ rule, set }: RuleMoreProps) {
  const { model } = useModel()
  const fades = 'decay' in rule || FADING.has(rule.kind)
  const fading = fades && 'decay' in rule && rule.decay ? toFading(rule.decay) : undefined
  const said = [
    ...(rule.cap === undefined ? [] : [`at most ${rule.cap}`]),
    ...(fading === undefined ? [] : [fadingInWords(fading).toLowerCase()]),
  ]
  return (
    <details class="rule-more">
      <summary>{said.length > 0 ? said.join(' · ') : fades ? 'Limit and fading' : 'Limit'}</summary>
      <div class="rule-more-parts">
        <NumberField
          label="Counts at most"
          unit="points"
          placeholder="no limit"
          min={1}
          max={1000}
          value={rule.cap}
          onNumber={cap => set({ cap: cap ?? undefined }, 'cap')}
        />
        {fades && (
          <FadingField
            label="Fades"
            model={model}
            fading={fading}
            {...('points' in rule && typeof rule.points === 'number' && { points: rule.points })}
            onFading={next => set({ decay: next === undefined ? undefined : (next ?? { never: true }) }, 'decay')}
          />
        )}
      </div>
    </details>
  )
}

const FADING: ReadonlySet<string> = new Set(['event', 'count', 'return', 'sequence', 'velocity'])

type Decay = NonNullable<Extract<EngagementRule, { kind: 'event' }>['decay']>

function toFading(decay: Decay): Fading {
  return 'never' in decay ? null : decay
}

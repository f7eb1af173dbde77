import type { Leaf } from '#flows/condition.ts'
import { factInWords } from '../../fact-words.ts'
import { Icon } from '../../ui/icon.tsx'
import { COMPARISON_WORDS, COMPARISONS, comparedWith, comparisonOf, leafOf, startOf } from './condition-rows.ts'
import type { FactInfo } from './fact-catalog.ts'
import { ValueInput } from './value-input.tsx'

interface ConditionRowProps {
  readonly leaf: Leaf
  readonly facts: readonly FactInfo[]
  readonly onChange: (leaf: Leaf) => void
  readonly onRemove?: () => void
}

/** One comparison: what, how, with what. */
export function ConditionRow({ leaf, facts, onChange, onRemove }: ConditionRowProps) {
  const info = facts.find(({ fact }) => fact === leaf.fact)
  const comparison = comparisonOf(leaf)
  const offered = COMPARISONS[info?.type ?? 'text']
  const pickFact = (fact: string) => {
    const picked = facts.find(one => one.fact === fact)
    if (picked) onChange(startOf(picked))
  }
  return (
    <div class="condition-row">
      <select
        class="input"
        data-size="small"
        aria-label="What is looked at"
        value={leaf.fact}
        onChange={event => pickFact(event.currentTarget.value)}
      >
        {!info && <option value={leaf.fact}>{factInWords(leaf.fact)} (not asked here)</option>}
        {[...Map.groupBy(facts, ({ group }) => group)].map(([group, members]) =>
          group === undefined ? (
            <FactOptions key="" facts={members} />
          ) : (
            <optgroup key={group} label={group}>
              <FactOptions facts={members} />
            </optgroup>
          ),
        )}
      </select>
      <select
        class="input"
        data-size="small"
        aria-label="How it is compared"
        value={comparison}
        onChange={event => {
          const picked = offered.find(one => one === event.currentTarget.value)
          if (picked) onChange(leafOf(leaf.fact, picked, comparedWith(leaf)))
        }}
      >
        {(offered.includes(comparison) ? offered : [...offered, comparison]).map(one => (
          <option key={one} value={one}>
            {COMPARISON_WORDS[one]}
          </option>
        ))}
      </select>
      <ValueInput leaf={leaf} info={info} onChange={onChange} />
      {onRemove && (
        <button type="button" class="button" data-look="plain" data-size="small" data-icon onClick={onRemove}>
          <Icon name="close" />
          <span class="visually-hidden">Remove this condition</span>
        </button>
      )}
    </div>
  )
}

function FactOptions({ facts }: { readonly facts: readonly FactInfo[] }) {
  return (
    <>
      {facts.map(({ fact, label }) => (
        <option key={fact} value={fact}>
          {label}
        </option>
      ))}
    </>
  )
}

import type { Leaf } from '#flows/condition.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { comparedWith, comparisonOf, leafOf } from './condition-rows.ts'
import type { FactInfo } from './fact-catalog.ts'
import { ListInput } from './list-input.tsx'

interface ValueInputProps {
  readonly leaf: Leaf
  readonly info: FactInfo | undefined
  readonly onChange: (leaf: Leaf) => void
}

const LABEL = 'What it is compared with'

/** The right-hand side of a comparison, as its fact and its comparison need it. */
export function ValueInput({ leaf, info, onChange }: ValueInputProps) {
  const comparison = comparisonOf(leaf)
  const value = comparedWith(leaf)
  const set = (next: unknown) => onChange(leafOf(leaf.fact, comparison, next))
  if (comparison === 'known' || comparison === 'unknown') return null
  if (Array.isArray(value)) return <ListInput values={value} options={info?.options} onChange={set} />
  if (info?.type === 'yes_no' || typeof value === 'boolean') {
    return (
      <select
        class="input"
        data-size="small"
        aria-label={LABEL}
        value={String(value)}
        onChange={event => set(event.currentTarget.value === 'true')}
      >
        <option value="true">yes</option>
        <option value="false">no</option>
      </select>
    )
  }
  if (info?.options) {
    const known = info.options.some(({ id }) => id === value)
    return (
      <select
        class="input"
        data-size="small"
        aria-label={LABEL}
        value={String(value)}
        onChange={event => set(event.currentTarget.value)}
      >
        {!known && <option value={String(value)}>{String(value)} (not there)</option>}
        {info.options.map(option => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
    )
  }
  if (typeof value === 'number') {
    return (
      <NumberField quiet label={LABEL} value={value} step={1} onNumber={number => number !== null && set(number)} />
    )
  }
  return (
    <input
      class="input"
      data-size="small"
      aria-label={LABEL}
      placeholder={comparison === 'glob' ? '/pricing*' : ''}
      value={String(value)}
      onInput={event => set(event.currentTarget.value)}
    />
  )
}

import { nameOfRule, type Region, type RegionalRule } from '../../edit/edit-regions.ts'
import { useModel } from '../../editor/editor-context.ts'

interface AddRegionalRuleProps {
  readonly region: Region
  readonly rules: readonly RegionalRule[]
  readonly onPick: (rule: RegionalRule) => void
}

/** Picks a rule that shall count differently in a region. */
export function AddRegionalRule({ region, rules, onPick }: AddRegionalRuleProps) {
  const { model } = useModel()
  const fit = new Set<string>(model.fit.map(({ id }) => id))
  if (rules.length === 0) return null
  const group = (label: string, inGroup: (rule: RegionalRule) => boolean) => {
    const members = rules.filter(inGroup)
    return members.length === 0 ? null : (
      <optgroup label={label}>
        {members.map(rule => (
          <option key={rule.id} value={rule.id}>
            {nameOfRule(rule)}
          </option>
        ))}
      </optgroup>
    )
  }
  return (
    <select
      class="input region-add"
      data-size="small"
      aria-label={`Change points of a rule in “${region.label}”`}
      value=""
      onChange={event => {
        const picked = rules.find(({ id }) => id === event.currentTarget.value)
        event.currentTarget.value = ''
        if (picked) onPick(picked)
      }}
    >
      <option value="">Change the points of…</option>
      {group('Fit', ({ id }) => fit.has(id))}
      {group('Engagement', ({ id }) => !fit.has(id))}
    </select>
  )
}

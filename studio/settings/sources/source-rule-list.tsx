import type { SourceRank, SourceRule } from '#server/http/api-type.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { count } from '../../words.ts'
import { OWNERS, PRIORITIES, toOwner, toPriority } from './source-words.ts'

interface SourceRuleListProps {
  readonly rules: readonly SourceRule[]
  /** How many leads came by each, as the rules are saved; null while they are being changed. */
  readonly leads: readonly number[] | null
  /** False where leads are the least there are. */
  readonly countedAll: boolean
  readonly onRules: (rules: readonly SourceRule[]) => void
}

/** The rules in their order: which leads each means, how much they matter, and whose they are. */
export function SourceRuleList({ rules, leads, countedAll, onRules }: SourceRuleListProps) {
  if (rules.length === 0) return <p class="quiet">No rule yet: all sources matter the same.</p>
  const set = (index: number, rule: SourceRule) => onRules(rules.with(index, rule))
  const move = (index: number, by: number) => {
    const rule = rules[index]
    if (rule) onRules(rules.toSpliced(index, 1).toSpliced(index + by, 0, rule))
  }
  return (
    <ol class="source-list">
      {rules.map((rule, index) => (
        // Lines have no name of their own; their place is what counts.
        <li key={index}>
          {PARTS.map(({ part, label, placeholder }) => (
            <TextField
              key={part}
              label={label}
              maxLength={100}
              placeholder={placeholder}
              value={rule[part] ?? ''}
              onText={text => set(index, withPart(rule, part, text))}
            />
          ))}
          <RankFields rank={rule} onRank={rank => set(index, { ...rule, ...rank })} />
          <span class="source-acts">
            <IconButton
              icon="up"
              label={`Move ${nameOf(rule)} up`}
              disabled={index === 0}
              onClick={() => move(index, -1)}
            />
            <IconButton
              icon="down"
              label={`Move ${nameOf(rule)} down`}
              disabled={index === rules.length - 1}
              onClick={() => move(index, 1)}
            />
            <IconButton
              icon="trash"
              label={`Remove ${nameOf(rule)}`}
              onClick={() => onRules(rules.toSpliced(index, 1))}
            />
          </span>
          <p class="hint">
            {isEmpty(rule)
              ? 'Name a source, a medium or a campaign.'
              : leads && `${countedAll ? '' : 'At least '}${count(leads[index] ?? 0, 'lead')}`}
          </p>
        </li>
      ))}
    </ol>
  )
}

const PARTS = [
  { part: 'source', label: 'Source', placeholder: 'Any' },
  { part: 'medium', label: 'Medium', placeholder: 'Any' },
  { part: 'campaign', label: 'Campaign', placeholder: 'Any' },
] as const

interface RankFieldsProps {
  readonly rank: SourceRank
  readonly onRank: (rank: SourceRank) => void
}

/** How much leads matter and who works with them. */
export function RankFields({ rank: { priority, owner }, onRank }: RankFieldsProps) {
  return (
    <>
      <SelectField
        label="Priority"
        value={String(priority)}
        options={PRIORITIES}
        onPick={id => onRank({ priority: toPriority(id), owner })}
      />
      <SelectField
        label="Worked with by"
        value={owner}
        options={OWNERS}
        onPick={id => onRank({ priority, owner: toOwner(id) })}
      />
    </>
  )
}

/** Whether a rule names nothing yet. */
export function isEmpty({ source, medium, campaign }: SourceRule): boolean {
  return !source?.trim() && !medium?.trim() && !campaign?.trim()
}

function withPart(rule: SourceRule, part: 'source' | 'medium' | 'campaign', text: string): SourceRule {
  const { [part]: _before, ...others } = rule
  return text === '' ? others : { ...others, [part]: text }
}

function nameOf({ source, medium, campaign }: SourceRule): string {
  return [source, medium, campaign].filter(Boolean).join(', ') || 'this rule'
}

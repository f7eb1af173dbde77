import type { Condition } from '#flows/condition.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { ConditionRow } from './condition-row.tsx'
import { startOf } from './condition-rows.ts'
import { fromLevel, JOINS, type Level, toLevel } from './condition-tree.ts'
import type { FactInfo } from './fact-catalog.ts'

/** Deeper groups are shown, but nobody is led to make them. */
const DEEPEST_NEW = 2

interface ConditionLevelProps {
  readonly level: Level
  /** 1 for the outermost. */
  readonly depth: number
  readonly facts: readonly FactInfo[]
  readonly onLevel: (level: Level) => void
  /** Takes a group out. Left out for the outermost. */
  readonly onRemove?: () => void
}

/** Comparisons and groups that go together one way. */
export function ConditionLevel({ level, depth, facts, onLevel, onRemove }: ConditionLevelProps) {
  const { join, parts } = level
  const setParts = (next: readonly Condition[]) => {
    if (next.length === 0 && onRemove) onRemove()
    else onLevel({ join, parts: next })
  }
  const replace = (index: number, part: Condition) => setParts(parts.map((one, at) => (at === index ? part : one)))
  const remove = (index: number) => setParts(parts.filter((_one, at) => at !== index))
  const first = facts[0]
  const canRemove = parts.length > 1 || onRemove !== undefined
  return (
    <>
      {(parts.length > 1 || onRemove || join === 'none' || join === 'not_all') && (
        <div class="row">
          <select
            class="input"
            data-size="small"
            aria-label="How the conditions go together"
            value={join}
            onChange={event => {
              const picked = JOINS.find(({ id }) => id === event.currentTarget.value)
              if (picked) onLevel({ join: picked.id, parts })
            }}
          >
            {JOINS.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
          {onRemove && <IconButton label="Remove this group" icon="close" onClick={onRemove} />}
        </div>
      )}
      {parts.map((part, index) =>
        'fact' in part ? (
          <ConditionRow
            key={index}
            leaf={part}
            facts={facts}
            onChange={changed => replace(index, changed)}
            {...(canRemove && { onRemove: () => remove(index) })}
          />
        ) : (
          <fieldset class="condition condition-group" key={index}>
            <legend class="visually-hidden">Group of conditions</legend>
            <ConditionLevel
              level={toLevel(part)}
              depth={depth + 1}
              facts={facts}
              onLevel={changed => replace(index, fromLevel(changed))}
              onRemove={() => remove(index)}
            />
          </fieldset>
        ),
      )}
      {parts.length === 0 && <p class="quiet">{join === 'all' || join === 'none' ? 'Always.' : 'Never.'}</p>}
      {first && (
        <div class="condition-more">
          <button
            type="button"
            class="button"
            data-look="plain"
            data-size="small"
            onClick={() => setParts([...parts, startOf(first)])}
          >
            <Icon name="plus" />
            Add a condition
          </button>
          {depth < DEEPEST_NEW && parts.length > 0 && (
            <button
              type="button"
              class="button"
              data-look="plain"
              data-size="small"
              onClick={() => setParts([...parts, startOfGroup(join, first)])}
            >
              Add a group
            </button>
          )}
        </div>
      )}
    </>
  )
}

/** A group is there to be joined another way than what is around it. */
function startOfGroup(around: Level['join'], first: FactInfo): Condition {
  const join = around === 'all' || around === 'not_all' ? 'any' : 'all'
  return fromLevel({ join, parts: [startOf(first)] })
}

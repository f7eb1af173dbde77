import { useState } from 'preact/hooks'
import type { LearningReport } from '#server/http/api-type.ts'
import { may } from '../me.ts'
import { count, signed } from '../words.ts'
import { isWorthTaking, percent, TARGETS } from './learning-words.ts'
import { changeOf, groupSuggestions, type Suggestion, type SuggestionGroup } from './suggestion-groups.ts'

interface SuggestionTableProps {
  readonly report: LearningReport
  /** Resolves with the keys that are in the draft now; `onUndone` when they were taken out again. */
  readonly onTake: (keys: readonly string[], onUndone: () => void) => Promise<readonly string[]>
}

/** Present points beside those the outcomes suggest. Taken over one by one or all at once, into the draft only. */
export function SuggestionTable({ report, onTake }: SuggestionTableProps) {
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  const changes = report.suggestions.filter(one => changeOf(one) !== 0 && !taken.has(one.key))
  const canTake = may('edit_flows')
  const take = async (suggestions: readonly Suggestion[]) => {
    setBusy(true)
    const before = taken
    const keys = await onTake(
      suggestions.map(({ key }) => key),
      () => setTaken(before),
    )
    setTaken(new Set([...before, ...keys]))
    setBusy(false)
  }
  const groups = groupSuggestions(report.suggestions)
  return (
    <section class="panel learning-part">
      <header class="row" data-spread>
        <h2>Points the outcomes suggest</h2>
        {canTake && changes.length > 0 && (
          <button
            type="button"
            class="button"
            data-look={isWorthTaking(report.auc) ? 'main' : undefined}
            disabled={busy}
            onClick={() => take(changes)}
          >
            Take all {changes.length} into the draft
          </button>
        )}
      </header>
      {report.state === 'early' && (
        <p class="notice" data-tone="warn">
          This is early: with so few outcomes the suggestions stay close to your own points.{' '}
          {count(report.missing, 'more outcome')} and they are worth taking.
        </p>
      )}
      <div class="table-wrap">
        <table class="data-table suggestions">
          <thead>
            <tr>
              <th scope="col">What is known of a lead</th>
              <th scope="col" class="number wide-only">
                Leads
              </th>
              <th scope="col" class="number wide-only">
                {TARGETS[report.spec.target].label}
              </th>
              <th scope="col" class="number">
                Now
              </th>
              <th scope="col" class="number">
                Suggested
              </th>
              <th scope="col">
                <span class="visually-hidden">Take</span>
              </th>
            </tr>
          </thead>
          {groups.map(group => (
            <Group
              key={group.id}
              group={group}
              taken={taken}
              {...(canTake && { onTake: (one: Suggestion) => void take([one]) })}
              busy={busy}
            />
          ))}
        </table>
      </div>
    </section>
  )
}

interface GroupProps {
  readonly group: SuggestionGroup
  readonly taken: ReadonlySet<string>
  readonly onTake?: (suggestion: Suggestion) => void
  readonly busy: boolean
}

function Group({ group, taken, onTake, busy }: GroupProps) {
  return (
    <tbody>
      <tr class="suggestion-group">
        <th colSpan={6} scope="colgroup">
          {group.label}
          {group.isNew && <span class="tag">No rule yet</span>}
        </th>
      </tr>
      {group.suggestions.map(one => {
        const change = changeOf(one)
        const words = one.optionLabel ?? one.label
        return (
          <tr key={one.key}>
            <th scope="row">
              {words}
              <small class="narrow-only quiet">
                {one.good} of {count(one.leads, 'lead')}
              </small>
            </th>
            <td class="number wide-only">{one.leads}</td>
            <td class="number wide-only">{one.leads > 0 ? percent(one.good / one.leads) : '–'}</td>
            <td class="number">{signed(one.present)}</td>
            <td class="number">
              <span class="suggested" data-change={change === 0 ? undefined : change > 0 ? 'up' : 'down'}>
                {signed(one.suggested)}
                {change !== 0 && <small> ({signed(change)})</small>}
              </span>
            </td>
            <td class="take">
              {taken.has(one.key) ? (
                <span class="quiet">In the draft</span>
              ) : (
                change !== 0 &&
                onTake && (
                  <button
                    type="button"
                    class="button"
                    data-size="small"
                    disabled={busy}
                    aria-label={`Take ${signed(one.suggested)} for ${words}`}
                    onClick={() => onTake(one)}
                  >
                    Take
                  </button>
                )
              )}
            </td>
          </tr>
        )
      })}
    </tbody>
  )
}

import type { SeenSource } from '#server/http/api-type.ts'
import { may } from '../../me.ts'
import { type Column, SortableHead, useSorting } from '../../ui/sorting.tsx'
import { OWNERS } from './source-words.ts'

interface SeenSourcesProps {
  readonly seen: readonly SeenSource[]
  /** Begins a rule for it; null = no more may be added. */
  readonly onName: ((seen: SeenSource) => void) | null
  /** Whether a rule for it is typed already, not saved. */
  readonly isNamed: (seen: SeenSource) => boolean
}

const COLUMNS: readonly Column<SeenSource>[] = [
  { id: 'source', label: 'Source', by: ({ source }) => source },
  { id: 'medium', label: 'Medium', by: ({ medium }) => medium },
  { id: 'campaign', label: 'Campaign', by: ({ campaign }) => campaign },
  { id: 'leads', label: 'Leads', number: true, by: ({ leads }) => leads },
  { id: 'priority', label: 'Priority', number: true, by: ({ priority }) => priority },
  { id: 'owner', label: 'Worked with by', by: ({ owner }) => owner },
  { id: 'rule', label: 'By' },
]

/** Where leads came from so far, and what the saved rules make of each. */
export function SeenSources({ seen, onName, isNamed }: SeenSourcesProps) {
  const { sorted, sorting, sortBy } = useSorting(seen, COLUMNS, { column: 'leads', down: true })
  return (
    <section class="stack" data-tight>
      <h2>Where leads came from</h2>
      <div class="panel table-wrap">
        <table class="data-table">
          <SortableHead columns={COLUMNS} sorting={sorting} onSort={sortBy} />
          <tbody>
            {sorted.map(one => (
              <tr key={`${one.source} ${one.medium} ${one.campaign}`}>
                <th scope="row">
                  <a href={`/studio/leads?source=${encodeURIComponent(one.source)}&queue=all`}>{one.source}</a>
                </th>
                <td>{one.medium ?? <span class="quiet">none</span>}</td>
                <td>{one.campaign ?? <span class="quiet">none</span>}</td>
                <td class="number">{one.leads.toLocaleString('en')}</td>
                <td class="number">{one.priority}</td>
                <td>{OWNERS.find(({ id }) => id === one.owner)?.label}</td>
                <td class="seen-by">
                  {one.rule !== null ? (
                    <span class="quiet">Rule {one.rule + 1}</span>
                  ) : isNamed(one) ? (
                    <span class="quiet">Not saved yet</span>
                  ) : (
                    <button
                      type="button"
                      class="button"
                      data-size="small"
                      disabled={!may('edit_flows') || !onName}
                      onClick={() => onName?.(one)}
                    >
                      Make a rule
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

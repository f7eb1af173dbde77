import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { IconButton } from '../ui/icon-button.tsx'
import { type Column, SortableHead, useSorting } from '../ui/sorting.tsx'
import { When } from '../ui/when.tsx'
import { count } from '../words.ts'

interface PatternTableProps<Row> {
  readonly caption: string
  readonly rows: readonly Row[]
  /** The first is the pattern, the last when it was added. */
  readonly columns: readonly Column<Row>[]
  /** What the search looks at beside the pattern. */
  readonly textsOf: (row: Row) => readonly (string | null)[]
  /** All cells but the last. */
  readonly cells: (row: Row) => ComponentChildren
  readonly removeLabel: (row: Row) => string
  /** Left out for those who may not. */
  readonly onRemove?: ((row: Row) => void) | undefined
}

/** A list of companies by domain or pattern: searched, sorted, and each with its way off the list. */
export function PatternTable<Row extends { readonly pattern: string; readonly at: number }>({
  caption,
  rows,
  columns,
  textsOf,
  cells,
  removeLabel,
  onRemove,
}: PatternTableProps<Row>) {
  const [q, setQ] = useState('')
  const wanted = q.trim().toLowerCase()
  const matching = rows.filter(row => [row.pattern, ...textsOf(row)].some(text => text?.toLowerCase().includes(wanted)))
  const { sorted, sorting, sortBy } = useSorting(matching, columns, { column: 'pattern', down: false })
  return (
    <section class="stack" data-tight>
      <div class="row" data-spread>
        <input
          class="input list-search"
          data-size="small"
          type="search"
          aria-label="Search the list"
          placeholder="Search the list"
          value={q}
          onInput={event => setQ(event.currentTarget.value)}
        />
        <span class="quiet number">{count(matching.length, 'company', 'companies')}</span>
      </div>
      <div class="panel table-wrap">
        <table class="data-table">
          <caption class="visually-hidden">{caption}</caption>
          <SortableHead columns={columns} sorting={sorting} onSort={sortBy} />
          <tbody>
            {sorted.map(row => (
              <tr key={row.pattern}>
                {cells(row)}
                <td>
                  <div class="with-action">
                    <When at={row.at} />
                    {onRemove && <IconButton icon="trash" label={removeLabel(row)} onClick={() => onRemove(row)} />}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

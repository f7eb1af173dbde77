import { useState } from 'preact/hooks'

export interface Column<Row> {
  readonly id: string
  readonly label: string
  readonly number?: boolean
  /** What the column is sorted by; nulls come last either way. Without it the column does not sort. */
  readonly by?: (row: Row) => string | number | null
}

export interface Sorting {
  readonly column: string
  readonly down: boolean
}

/** The rows in the order of a column, and how to change it. */
export function useSorting<Row>(rows: readonly Row[], columns: readonly Column<Row>[], start: Sorting) {
  const [sorting, setSorting] = useState(start)
  const by = columns.find(({ id }) => id === sorting.column)?.by
  const sorted = by ? rows.toSorted((one, other) => compare(by(one), by(other), sorting.down)) : rows
  const sortBy = (column: Column<Row>) =>
    setSorting(before =>
      before.column === column.id
        ? { ...before, down: !before.down }
        : { column: column.id, down: Boolean(column.number) },
    )
  return { sorted, sorting, sortBy }
}

interface HeadProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly sorting: Sorting
  readonly onSort: (column: Column<Row>) => void
}

/** Head of a table whose columns sort when chosen. */
export function SortableHead<Row>({ columns, sorting, onSort }: HeadProps<Row>) {
  return (
    <thead>
      <tr>
        {columns.map(column => {
          const here = sorting.column === column.id
          return (
            <th
              scope="col"
              key={column.id}
              class={column.number ? 'number' : ''}
              aria-sort={here ? (sorting.down ? 'descending' : 'ascending') : undefined}
            >
              {column.by ? (
                <button type="button" class="sort" onClick={() => onSort(column)}>
                  {column.label}
                  <span aria-hidden="true">{here ? (sorting.down ? ' ↓' : ' ↑') : ''}</span>
                </button>
              ) : (
                column.label
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

function compare(one: string | number | null, other: string | number | null, down: boolean): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  const order = typeof one === 'string' ? one.localeCompare(String(other), 'en') : one - Number(other)
  return down ? -order : order
}

import './data-table.css'
import type { ComponentChildren } from 'preact'

interface DataTableProps {
  /** What the rows are; for screen readers. */
  readonly caption: string
  readonly heads: readonly string[]
  /** Whether the rows end in `RowActs`. */
  readonly hasActs?: boolean
  /** Rows: each a `<th scope="row">`, then a `Cell` a head, then `RowActs`. */
  readonly children: ComponentChildren
}

/** A table in a panel; on phones its rows become small cards. */
export function DataTable({ caption, heads, hasActs, children }: DataTableProps) {
  return (
    <div class="panel table-wrap">
      <table class="data-table" data-folds>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {heads.map(head => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
            {hasActs && (
              <th scope="col">
                <span class="visually-hidden">What can be done</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

/** One value of a row. `head` says what it is where the heads have no room. */
export function Cell({ head, children }: { readonly head: string; readonly children: ComponentChildren }) {
  return (
    <td data-head={head}>
      <div>{children}</div>
    </td>
  )
}

/** What can be done with a row, at its end. */
export function RowActs({ children }: { readonly children?: ComponentChildren }) {
  return (
    <td class="number" data-acts>
      {children && <span class="row-acts">{children}</span>}
    </td>
  )
}

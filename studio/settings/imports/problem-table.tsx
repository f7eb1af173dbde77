import { useState } from 'preact/hooks'
import type { RowProblem } from '#server/http/api-type.ts'
import { downloadCsv } from '../../ui/csv.ts'
import { Icon } from '../../ui/icon.tsx'

interface ProblemTableProps {
  readonly title: string
  readonly problems: readonly RowProblem[]
  /** Name of the file they are about, when the list can be taken along. */
  readonly download?: string
}

const SHORT = 10

/** Rows with something wrong: where, and what to do. */
export function ProblemTable({ title, problems, download }: ProblemTableProps) {
  const [all, setAll] = useState(false)
  const shown = all ? problems : problems.slice(0, SHORT)
  const save = () => {
    const rows = problems.map(({ line, code, message, refused }) => [
      line,
      refused ? 'refused' : 'cell left out',
      code,
      message,
    ])
    downloadCsv(`problems-of-${(download ?? 'import').replaceAll(/[^\w.-]+/g, '-')}`, [
      ['line', 'row', 'code', 'what to do'],
      ...rows,
    ])
  }
  return (
    <section class="setting">
      <div class="row" data-spread>
        <h3>{title}</h3>
        {download && (
          <button type="button" class="button" data-size="small" onClick={save}>
            <Icon name="download" />
            Save the list
          </button>
        )}
      </div>
      <div class="panel table-wrap">
        <table class="data-table">
          <thead>
            <tr>
              <th scope="col" class="number">
                Line
              </th>
              <th scope="col">Column</th>
              <th scope="col">What to do</th>
              <th scope="col">Row</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ line, column, code, message, refused }) => (
              <tr key={`${line} ${column} ${code}`}>
                <td class="number">{line}</td>
                <td>{column ?? <span class="quiet">whole row</span>}</td>
                <td>{message}</td>
                <td>{refused ? 'Refused' : 'Kept without it'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {problems.length > SHORT && (
        <div class="row">
          <button type="button" class="button" data-size="small" onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${problems.length}`}
          </button>
        </div>
      )}
    </section>
  )
}

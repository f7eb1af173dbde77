import type { ImportPreview } from '#server/http/api-type.ts'

interface ColumnTableProps {
  readonly preview: ImportPreview
  readonly columns: readonly (string | null)[]
  readonly onChoose: (index: number, target: string | null) => void
}

/** The first rows of the file, and above each column what it is. */
export function ColumnTable({ preview, columns, onChoose }: ColumnTableProps) {
  const { header, targets, rows, problems } = preview
  const isBad = (line: number, column: string | undefined) =>
    problems.some(problem => problem.line === line && (problem.column === column || problem.column === null))
  return (
    <section class="panel table-wrap">
      <table class="data-table import-table">
        <caption class="visually-hidden">The first rows of the file</caption>
        <thead>
          <tr>
            <th scope="col" class="number">
              Line
            </th>
            {header.map((name, index) => (
              // Two columns may have the same name.
              <th scope="col" key={index}>
                <span>{name || 'No name'}</span>
                <select
                  class="input"
                  data-size="small"
                  data-out={columns[index] == null ? '' : undefined}
                  aria-label={`What ${name || `column ${index + 1}`} is`}
                  value={columns[index] ?? ''}
                  onChange={event => onChoose(index, event.currentTarget.value || null)}
                >
                  <option value="">Leave out</option>
                  {targets.map(({ id, label, required }) => (
                    <option key={id} value={id}>
                      {label}
                      {required ? ' (needed)' : ''}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, cells }) => (
            <tr key={line}>
              <td class="number quiet">{line}</td>
              {header.map((name, index) => (
                <td
                  key={index}
                  dir="auto"
                  data-out={columns[index] == null ? '' : undefined}
                  data-bad={isBad(line, name) ? '' : undefined}
                >
                  {cells[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

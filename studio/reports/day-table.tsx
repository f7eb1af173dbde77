import type { Funnel } from '#server/http/api-type.ts'
import { type Column, SortableHead, useSorting } from '../ui/sorting.tsx'

type Day = Funnel['days'][number]

const COLUMNS: readonly Column<Day>[] = [
  { id: 'day', label: 'Day', by: ({ day }) => day },
  { id: 'exposed', label: 'Saw it', number: true, by: ({ exposed }) => exposed },
  { id: 'started', label: 'Started', number: true, by: ({ started }) => started },
  { id: 'completed', label: 'Completed', number: true, by: ({ completed }) => completed },
  { id: 'qualified', label: 'Qualified', number: true, by: ({ qualified }) => qualified },
  { id: 'accepted', label: 'Accepted', number: true, by: ({ accepted }) => accepted },
]

/** The same as the chart, day by day, newest first. */
export function DayTable({ days }: { readonly days: readonly Day[] }) {
  const { sorted, sorting, sortBy } = useSorting(days, COLUMNS, { column: 'day', down: true })
  return (
    <div class="table-wrap">
      <table class="data-table">
        <caption class="visually-hidden">Visitors day by day</caption>
        <SortableHead columns={COLUMNS} sorting={sorting} onSort={sortBy} />
        <tbody>
          {sorted.map(one => (
            <tr key={one.day}>
              <th scope="row" class="number">
                {one.day}
              </th>
              <td class="number">{one.exposed.toLocaleString('en')}</td>
              <td class="number">{one.started.toLocaleString('en')}</td>
              <td class="number">{one.completed.toLocaleString('en')}</td>
              <td class="number">{one.qualified.toLocaleString('en')}</td>
              <td class="number">{one.accepted.toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import type { FunnelCounts } from '#server/http/api-type.ts'
import { funnelSteps } from './funnel-steps.ts'

/** The funnel as a table whose bars only draw what the numbers say. */
export function FunnelTable({ total }: { readonly total: FunnelCounts }) {
  return (
    <table class="funnel">
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col" class="number">
            Visitors
          </th>
          <th scope="col" class="bar-cell">
            <span class="visually-hidden">Bar</span>
          </th>
          <th scope="col" class="number">
            Of the step before
          </th>
        </tr>
      </thead>
      <tbody>
        {funnelSteps(total).map(({ id, label, visitors, share, kept }) => (
          <tr key={id}>
            <th scope="row">{label}</th>
            <td class="number strong">{visitors.toLocaleString('en')}</td>
            <td class="bar-cell">
              <svg class="bar" aria-hidden="true">
                <rect class="bar-ground" width="100%" height="100%" rx="4" />
                <rect class="bar-part" width={`${100 * share}%`} height="100%" rx="4" />
              </svg>
            </td>
            <td class="number">{kept === null ? '' : `${(100 * kept).toFixed(kept > 0 && kept < 0.1 ? 1 : 0)} %`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

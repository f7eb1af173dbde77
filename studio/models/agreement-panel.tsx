import type { BacktestReport, ModelResult } from '#server/http/api-type.ts'
import { kappaInWords, percent } from './model-words.ts'

/** What sales said beside what the models say. */
export function AgreementPanel({ report: { base, candidate } }: { readonly report: BacktestReport }) {
  const { yesAccepted, yesRejected, noAccepted, noRejected } = candidate.agreement
  const verdicts = yesAccepted + yesRejected + noAccepted + noRejected
  return (
    <section class="panel model-part">
      <header>
        <h2>Does sales agree?</h2>
        <p class="quiet">
          {verdicts === 0
            ? 'Sales has not accepted or rejected any of these leads yet.'
            : 'Leads that sales accepted or rejected, by what each model makes of them.'}
        </p>
      </header>
      {verdicts > 0 && (
        <div class="side-by-side">
          <Confusion model={base} />
          <Confusion model={candidate} />
        </div>
      )}
    </section>
  )
}

function Confusion({ model: { name, agreement } }: { readonly model: ModelResult }) {
  const { yesAccepted, yesRejected, noAccepted, noRejected, agree, kappa } = agreement
  return (
    <div class="stack" data-tight>
      <h3>{name}</h3>
      <table class="data-table confusion">
        <thead>
          <tr>
            <td />
            <th scope="col" class="number">
              Accepted
            </th>
            <th scope="col" class="number">
              Rejected
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Qualified</th>
            <td class="number" data-agrees>
              {yesAccepted}
            </td>
            <td class="number">{yesRejected}</td>
          </tr>
          <tr>
            <th scope="row">Not qualified</th>
            <td class="number">{noAccepted}</td>
            <td class="number" data-agrees>
              {noRejected}
            </td>
          </tr>
        </tbody>
      </table>
      <p class="quiet">
        Agrees on {percent(agree)}
        {kappa === null ? '' : `, kappa ${kappa.toFixed(2)}`}: {kappaInWords(kappa)}.
      </p>
    </div>
  )
}

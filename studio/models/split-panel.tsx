import type { ArmResult, TrialReport } from '#server/http/api-type.ts'
import { percent } from './model-words.ts'
import { WideTable } from './wide-table.tsx'

type Split = NonNullable<TrialReport['split']>

const STATES: Readonly<Record<Split['state'], string>> = {
  collecting: 'Still collecting: nothing is ranked before 14 days and 20 accepted leads.',
  no_difference: 'No difference shown: what sales accepts is about as frequent on both sides.',
  challenger_better: 'Sales accepts more of the challenger’s leads.',
  champion_better: 'Sales accepts more of the live model’s leads.',
}

const ROWS: readonly { readonly label: string; readonly of: (arm: ArmResult) => ArmResult['accepted'] }[] = [
  { label: 'Qualified (as its own model says)', of: ({ qualified }) => qualified },
  { label: 'Accepted by sales', of: ({ accepted }) => accepted },
  { label: 'Rejected by sales', of: ({ rejected }) => rejected },
  { label: 'Bought', of: ({ won }) => won },
]

/** Both sides with their counts and 95 % intervals; what sales accepts decides. */
export function SplitPanel({ split }: { readonly split: Split }) {
  const { champion, challenger, difference, state } = split
  return (
    <>
      <WideTable label="Both sides">
        <table class="data-table">
          <thead>
            <tr>
              <th scope="col">Of all leads</th>
              <th scope="col" class="number">
                Live model
              </th>
              <th scope="col" class="number">
                Challenger
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">Leads</th>
              <td class="number">{champion.leads.toLocaleString('en')}</td>
              <td class="number">{challenger.leads.toLocaleString('en')}</td>
            </tr>
            {ROWS.map(({ label, of }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {[champion, challenger].map((arm, index) => (
                  <td key={index} class="number">
                    <Share {...of(arm)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <p class="notice" data-tone={state === 'challenger_better' ? 'good' : undefined}>
        {STATES[state]}
        {state !== 'collecting' && difference && (
          <>
            {' '}
            Difference {points(difference.by)}, between {points(difference.low)} and {points(difference.high)}.
          </>
        )}
      </p>
    </>
  )
}

function Share({ part, share, low, high }: ArmResult['accepted']) {
  return (
    <>
      <strong>{part.toLocaleString('en')}</strong>
      {share !== null && (
        <>
          {' '}
          <span class="quiet">
            {percent(share)} ({percent(low)}–{percent(high)})
          </span>
        </>
      )}
    </>
  )
}

function points(share: number): string {
  const number = (100 * Math.abs(share)).toFixed(1)
  return `${share < 0 ? '−' : '+'}${number} points`
}

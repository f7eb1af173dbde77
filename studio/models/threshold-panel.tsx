import { useId, useState } from 'preact/hooks'
import type { BacktestReport, ModelResult, ThresholdRow } from '#server/http/api-type.ts'
import { TableSwitch } from '../ui/table-switch.tsx'
import { whole } from '../words.ts'
import { aWeek, percent } from './model-words.ts'
import { WideTable } from './wide-table.tsx'

/** What the model's threshold costs and brings, wherever it stood: leads a week, for whom, and how right. */
export function ThresholdPanel({ report }: { readonly report: BacktestReport }) {
  const { candidate, owners, enough, weeks } = report
  const rows = candidate.thresholds
  const id = useId()
  const [asTable, setAsTable] = useState(false)
  const [place, setPlace] = useState(() => placeOf(rows, candidate.mql))
  const row = rows[place]
  if (!row) return null
  const people = [
    ...owners.map(({ name }, index) => ({ name, perWeek: row.byOwner[index] ?? 0 })),
    { name: 'Owned by nobody yet', perWeek: row.byOwner[owners.length] ?? 0 },
  ].filter(({ perWeek }) => perWeek > 0)
  const most = Math.max(1, ...people.map(({ perWeek }) => perWeek))
  return (
    <section class="panel model-part">
      <header class="row" data-spread>
        <div>
          <h2>Where should the line be?</h2>
          <p class="quiet">
            {candidate.name}. MQL starts at {candidate.mql}
            {candidate.hot.score !== candidate.mql && `, hot at ${candidate.hot.score}`}.
          </p>
        </div>
        <TableSwitch asTable={asTable} onSwitch={setAsTable} />
      </header>
      {asTable ? (
        <ThresholdTable rows={rows} />
      ) : (
        <>
          {enough && <ThresholdChart model={candidate} place={place} />}
          <div class="field">
            <label class="label" for={id}>
              If the line stood at <strong class="number">{whole(row.score)}</strong>
            </label>
            <input
              id={id}
              class="slider"
              type="range"
              min={0}
              max={rows.length - 1}
              value={place}
              aria-valuetext={`Score ${row.score}`}
              onInput={event => setPlace(Number(event.currentTarget.value))}
            />
          </div>
          <dl class="figures" aria-live="polite">
            <Figure label="Leads a week" value={aWeek(row.perWeek)} />
            <Figure label={`Leads in ${aWeek(weeks)} weeks`} value={row.leads.toLocaleString('en')} />
            <Figure
              label="Turned out well (precision)"
              value={enough ? percent(row.precision) : 'not enough outcomes'}
            />
            <Figure
              label="Found of the good ones (recall)"
              value={enough ? percent(row.recall) : 'not enough outcomes'}
            />
          </dl>
          {people.length > 0 && (
            <table class="workload">
              <caption>Work for each salesperson, leads a week</caption>
              <tbody>
                {people.map(({ name, perWeek }) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td class="workload-bar">
                      <svg class="bar" aria-hidden="true">
                        <rect class="bar-ground" width="100%" height="100%" rx="4" />
                        <rect class="bar-part" width={`${(100 * perWeek) / most}%`} height="100%" rx="4" />
                      </svg>
                    </td>
                    <td class="number">{aWeek(perWeek)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </section>
  )
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd class="number">{value}</dd>
    </div>
  )
}

function placeOf(rows: readonly ThresholdRow[], score: number): number {
  const place = rows.findIndex(row => row.score >= score)
  return place < 0 ? Math.max(0, rows.length - 1) : place
}

/** Precision and recall over the thresholds, told apart by dashes as well as colour. */
function ThresholdChart({ model, place }: { readonly model: ModelResult; readonly place: number }) {
  const { thresholds } = model
  const points = (of: (row: ThresholdRow) => number | null) =>
    thresholds
      .flatMap((row, index) => {
        const share = of(row)
        return share === null ? [] : [`${index},${100 - 100 * share}`]
      })
      .join(' ')
  const last = Math.max(1, thresholds.length - 1)
  return (
    <figure class="threshold-chart">
      <figcaption class="row">
        {[
          { label: 'Precision', series: '1' },
          { label: 'Recall', series: '2' },
        ].map(({ label, series }) => (
          <span key={label} class="chart-legend">
            <svg viewBox="0 0 24 4" aria-hidden="true">
              <line class="chart-line" data-series={series} x1="0" y1="2" x2="24" y2="2" />
            </svg>
            {label}
          </span>
        ))}
      </figcaption>
      <svg
        viewBox={`0 0 ${last} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-label="Precision and recall for each threshold. The table has the numbers."
      >
        {[0, 50, 100].map(y => (
          <line key={y} class="chart-grid" x1="0" x2={last} y1={y} y2={y} />
        ))}
        <polyline class="chart-line" data-series="1" points={points(({ precision }) => precision)} />
        <polyline class="chart-line" data-series="2" points={points(({ recall }) => recall)} />
        <line class="chart-here" x1={place} x2={place} y1="0" y2="100" />
      </svg>
      <div class="row number chart-ends" data-spread aria-hidden="true">
        <span>{whole(thresholds[0]?.score ?? 0)}</span>
        <span>Score</span>
        <span>{whole(thresholds.at(-1)?.score ?? 0)}</span>
      </div>
    </figure>
  )
}

const ROWS = 12

function ThresholdTable({ rows }: { readonly rows: readonly ThresholdRow[] }) {
  const step = Math.max(1, Math.floor(rows.length / ROWS))
  return (
    <WideTable label="Thresholds">
      <table class="data-table">
        <thead>
          <tr>
            <th scope="col" class="number">
              From score
            </th>
            <th scope="col" class="number">
              Leads
            </th>
            <th scope="col" class="number">
              A week
            </th>
            <th scope="col" class="number">
              Precision
            </th>
            <th scope="col" class="number">
              Recall
            </th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter((_, index) => index % step === 0)
            .map(row => (
              <tr key={row.score}>
                <th scope="row" class="number">
                  {whole(row.score)}
                </th>
                <td class="number">{row.leads}</td>
                <td class="number">{aWeek(row.perWeek)}</td>
                <td class="number">{percent(row.precision)}</td>
                <td class="number">{percent(row.recall)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </WideTable>
  )
}

import { useState } from 'preact/hooks'
import type { LiftRow, ModelResult } from '#server/http/api-type.ts'
import { TableSwitch } from '../ui/table-switch.tsx'
import { whole } from '../words.ts'
import { percent } from './model-words.ts'
import { WideTable } from './wide-table.tsx'

interface LiftProps {
  readonly base: ModelResult
  readonly candidate: ModelResult
}

/** Tenths of the leads by score: the better the model, the steeper the stairs. */
export function LiftPanel({ base, candidate }: LiftProps) {
  const [asTable, setAsTable] = useState(false)
  return (
    <section class="panel model-part">
      <header class="row" data-spread>
        <div>
          <h2>Do high scores turn out well?</h2>
          <p class="quiet">
            Leads by score, a tenth at a time, the best first. Each bar: the share that turned out well.
          </p>
        </div>
        <TableSwitch asTable={asTable} onSwitch={setAsTable} />
      </header>
      <div class="side-by-side">
        {[base, candidate].map((model, index) => (
          <div key={index} class="stack" data-tight>
            <h3>{model.name}</h3>
            {asTable ? <LiftTable rows={model.lift} /> : <LiftChart model={model} series={index + 1} />}
          </div>
        ))}
      </div>
    </section>
  )
}

const HEIGHT = 120
const BAR = 26
const GAP = 6
const BELOW = 18

function LiftChart({ model, series }: { readonly model: ModelResult; readonly series: number }) {
  const { lift, quality } = model
  const width = lift.length * (BAR + GAP)
  const overall = quality.decided === 0 ? 0 : quality.good / quality.decided
  const top = Math.max(0.1, overall, ...lift.map(({ rate }) => rate))
  const first = lift[0]
  const words = first
    ? `Of the leads with the best scores ${percent(first.rate)} turned out well, of all ${percent(overall)}.`
    : 'No outcomes.'
  return (
    <figure class="lift">
      <svg viewBox={`0 0 ${width} ${HEIGHT + BELOW}`} role="img" aria-label={words}>
        {lift.map((row, index) => {
          const height = (row.rate / top) * HEIGHT
          const x = index * (BAR + GAP) + GAP / 2
          return (
            <g key={index} class="lift-bar" data-series={series}>
              <title>
                {scores(row)}: {row.good} of {row.leads} turned out well ({percent(row.rate)})
              </title>
              <rect class="hit" x={x - GAP / 2} y="0" width={BAR + GAP} height={HEIGHT + BELOW} />
              <rect class="bar-shape" x={x} y={HEIGHT - height} width={BAR} height={Math.max(1, height)} rx="3" />
              <text x={x + BAR / 2} y={HEIGHT + BELOW - 5} text-anchor="middle">
                {row.from === null ? 'out' : whole(row.from)}
              </text>
            </g>
          )
        })}
        <line
          class="average"
          x1="0"
          x2={width}
          y1={HEIGHT - (overall / top) * HEIGHT}
          y2={HEIGHT - (overall / top) * HEIGHT}
        />
      </svg>
      <figcaption class="quiet">
        Lowest score of each tenth. The dashed line is the average of all, {percent(overall)}.
      </figcaption>
    </figure>
  )
}

function LiftTable({ rows }: { readonly rows: readonly LiftRow[] }) {
  return (
    <WideTable label="Tenths by score">
      <table class="data-table">
        <thead>
          <tr>
            <th scope="col">Score</th>
            <th scope="col" class="number">
              Leads
            </th>
            <th scope="col" class="number">
              Good
            </th>
            <th scope="col" class="number">
              Share
            </th>
            <th scope="col" class="number">
              Lift
            </th>
            <th scope="col" class="number">
              Found so far
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <th scope="row" class="number">
                {scores(row)}
              </th>
              <td class="number">{row.leads}</td>
              <td class="number">{row.good}</td>
              <td class="number">{percent(row.rate)}</td>
              <td class="number">{row.lift === null ? '–' : `× ${row.lift.toFixed(1)}`}</td>
              <td class="number">{percent(row.found)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}

function scores({ from, to }: LiftRow): string {
  if (from === null) return to === null ? 'Disqualified' : `${to} and disqualified`
  return from === to || to === null ? whole(from) : `${whole(from)} to ${whole(to)}`
}

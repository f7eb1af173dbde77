import { useState } from 'preact/hooks'
import type { LearningReport } from '#server/http/api-type.ts'
import { TableSwitch } from '../ui/table-switch.tsx'
import { percent, TARGETS } from './learning-words.ts'

type Reliability = NonNullable<LearningReport['calibration']>
interface CalibrationPanelProps {
  readonly calibration: Reliability
  readonly target: LearningReport['spec']['target']
}

/** Whether predictions come true: what was predicted against what happened, as a chart or a table. */
export function CalibrationPanel({ calibration, target }: CalibrationPanelProps) {
  const [asTable, setAsTable] = useState(false)
  return (
    <section class="panel learning-part">
      <header class="row" data-spread>
        <h2>Do predictions come true?</h2>
        <TableSwitch asTable={asTable} onSwitch={setAsTable} />
      </header>
      {asTable ? <Table bins={calibration.bins} /> : <Chart bins={calibration.bins} target={target} />}
      <p class="quiet learning-note">
        {asTable
          ? 'Each row is about a tenth of the leads. '
          : 'Each dot is about a tenth of the leads; the line through it is where the true share may lie. On the dashed line predictions come true exactly. '}
        On average they are off by {(100 * calibration.ece).toFixed(1)} points in 100; squared error{' '}
        {calibration.brier.toFixed(3)}, against {calibration.brierOfRate.toFixed(3)} for giving everybody the average.
      </p>
    </section>
  )
}

interface BinsProps {
  readonly bins: Reliability['bins']
}

const LEVELS = [0, 0.25, 0.5, 0.75, 1]
/** Drawn on a square of this many units, with room for the axis. */
const SIZE = 300
const LEFT = 44
const BOTTOM = 40

function Chart({ bins, target }: BinsProps & Pick<CalibrationPanelProps, 'target'>) {
  const x = (share: number) => LEFT + share * SIZE
  const y = (share: number) => 8 + (1 - share) * SIZE
  const words = bins.map(bin => `predicted ${percent(bin.predicted)}, came true ${percent(bin.actual.share)}`)
  return (
    <figure class="calibration">
      <svg viewBox={`0 0 ${LEFT + SIZE + 24} ${SIZE + BOTTOM + 8}`} role="img" aria-label={words.join('; ')}>
        {LEVELS.map(level => (
          <g key={level}>
            <line class="grid-line" x1={x(0)} x2={x(1)} y1={y(level)} y2={y(level)} />
            <text class="axis" x={LEFT - 6} y={y(level) + 4} text-anchor="end">
              {percent(level)}
            </text>
            <text class="axis" x={x(level)} y={y(0) + 16} text-anchor="middle">
              {percent(level)}
            </text>
          </g>
        ))}
        <line class="exact" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
        {bins.map(bin => (
          <g key={bin.lowest}>
            <line
              class="may-lie"
              x1={x(bin.predicted)}
              x2={x(bin.predicted)}
              y1={y(bin.actual.from)}
              y2={y(bin.actual.to)}
            />
            <circle class="dot-mark" cx={x(bin.predicted)} cy={y(bin.actual.share)} r="5">
              <title>
                {bin.leads} leads: predicted {percent(bin.predicted)}, came true {percent(bin.actual.share)}
              </title>
            </circle>
          </g>
        ))}
        <text class="axis" x={x(0.5)} y={y(0) + 34} text-anchor="middle">
          Predicted
        </text>
      </svg>
      <figcaption class="quiet">Share that {TARGETS[target].became}, upwards</figcaption>
    </figure>
  )
}

function Table({ bins }: BinsProps) {
  return (
    <div class="table-wrap">
      <table class="data-table">
        <thead>
          <tr>
            <th scope="col">Predicted</th>
            <th scope="col" class="number">
              Leads
            </th>
            <th scope="col" class="number">
              Came true
            </th>
            <th scope="col" class="number">
              May really be
            </th>
          </tr>
        </thead>
        <tbody>
          {bins.map(bin => (
            <tr key={bin.lowest}>
              <th scope="row">{percent(bin.predicted)}</th>
              <td class="number">{bin.leads}</td>
              <td class="number">{percent(bin.actual.share)}</td>
              <td class="number">
                {percent(bin.actual.from)} to {percent(bin.actual.to)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import type { Funnel } from '#server/http/api-type.ts'
import { niceTop, pointsOf } from './trend-points.ts'

type Days = Funnel['days']

const SERIES = [
  { id: 'started', label: 'Started', series: '1' },
  { id: 'qualified', label: 'Qualified', series: '2' },
] as const

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** Started and qualified visitors a day as lines, told apart by dashes as well as colour. */
export function TrendChart({ days }: { readonly days: Days }) {
  const top = niceTop(Math.max(...days.map(one => Math.max(one.started, one.qualified))))
  const ends = [days[0], days[Math.floor(days.length / 2)], days.at(-1)]
  const sum = (id: (typeof SERIES)[number]['id']) =>
    days.reduce((total, one) => total + one[id], 0).toLocaleString('en')
  const words = `${sum('started')} visitors started and ${sum('qualified')} qualified in ${days.length} days. The table has every day.`
  return (
    <figure class="trend">
      <figcaption class="row">
        {SERIES.map(({ id, label, series }) => (
          <span key={id} class="legend">
            <svg viewBox="0 0 24 4" aria-hidden="true">
              <line class="line" data-series={series} x1="0" y1="2" x2="24" y2="2" />
            </svg>
            {label}
          </span>
        ))}
      </figcaption>
      <div class="plot">
        <ol class="levels" aria-hidden="true">
          {[top, top / 2, 0].map(level => (
            <li key={level} class="number">
              {level.toLocaleString('en')}
            </li>
          ))}
        </ol>
        <svg
          viewBox={`0 0 ${Math.max(1, days.length - 1)} 100`}
          preserveAspectRatio="none"
          role="img"
          aria-label={words}
        >
          {[0, 50, 100].map(y => (
            <line key={y} class="grid-line" x1="0" x2={Math.max(1, days.length - 1)} y1={y} y2={y} />
          ))}
          {SERIES.map(({ id, series }) => (
            <polyline
              key={id}
              class="line"
              data-series={series}
              points={pointsOf(
                days.map(one => one[id]),
                top,
              )}
            />
          ))}
          {days.map((one, index) => (
            <rect key={one.day} class="hover" x={index - 0.5} y="0" width="1" height="100">
              <title>
                {day.format(Date.parse(one.day))}: {one.started} started, {one.qualified} qualified
              </title>
            </rect>
          ))}
        </svg>
      </div>
      <ol class="days-axis number" aria-hidden="true">
        {ends.map((one, index) => (
          <li key={one ? `${index} ${one.day}` : index}>{one && day.format(Date.parse(one.day))}</li>
        ))}
      </ol>
    </figure>
  )
}

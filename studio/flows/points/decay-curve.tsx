/** How points fade: by half-life, by steps, or not at all. */
export type Fading =
  | { readonly halfLifeDays: number }
  | { readonly steps: readonly { readonly afterDays: number; readonly percent: number }[] }
  | null

const WIDTH = 200
const HEIGHT = 56
const POINTS = 60

interface DecayCurveProps {
  readonly fading: Fading
  /** What an act is worth when it happens. Default 100 %. */
  readonly points?: number
}

/** What is left of an act's points as days pass, drawn to scale. Points that stay need no curve. */
export function DecayCurve({ fading, points }: DecayCurveProps) {
  if (!fading) return <p class="quiet decay-none">Points stay for good.</p>
  const days = spanOf(fading)
  const left = (day: number) => HEIGHT - 2 - (HEIGHT - 6) * shareAt(fading, day)
  const x = (day: number) => (WIDTH * day) / days
  const line = pathOf(fading, days)
    .map(
      ([day, level], index) =>
        `${index === 0 ? 'M' : 'L'}${x(day).toFixed(1)} ${(HEIGHT - 2 - (HEIGHT - 6) * level).toFixed(1)}`,
    )
    .join('')
  return (
    <figure class="decay-curve">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={fadingInWords(fading)}>
        <path class="decay-area" d={`${line}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} />
        <path class="decay-line" d={line} />
        {'halfLifeDays' in fading && (
          <circle class="decay-dot" cx={x(fading.halfLifeDays)} cy={left(fading.halfLifeDays)} r="3" />
        )}
      </svg>
      <figcaption class="number">
        <span>{points === undefined ? '100 %' : `${points} points`}</span>
        <span>
          {Math.round(100 * shareAt(fading, days))} % after {Math.round(days)} days
        </span>
      </figcaption>
    </figure>
  )
}

export function fadingInWords(fading: Fading): string {
  if (!fading) return 'Does not fade'
  if ('halfLifeDays' in fading) return `Worth half after ${fading.halfLifeDays} days`
  const steps = fading.steps.map(({ afterDays, percent }) => `${percent} % after ${afterDays} days`)
  return `Worth ${steps.join(', ')}`
}

type Curve = NonNullable<Fading>

function spanOf(fading: Curve): number {
  if ('halfLifeDays' in fading) return fading.halfLifeDays * 4
  return (fading.steps.at(-1)?.afterDays ?? 30) * 1.25
}

function shareAt(fading: Curve, day: number): number {
  if ('halfLifeDays' in fading) return 0.5 ** (day / fading.halfLifeDays)
  return (fading.steps.findLast(({ afterDays }) => day >= afterDays)?.percent ?? 100) / 100
}

/** Corners of steps are drawn as corners. */
function pathOf(fading: Curve, days: number): [number, number][] {
  if ('steps' in fading) {
    const corners = fading.steps.flatMap(({ afterDays, percent }, index): [number, number][] => [
      [afterDays, (fading.steps[index - 1]?.percent ?? 100) / 100],
      [afterDays, percent / 100],
    ])
    return [[0, 1], ...corners, [days, shareAt(fading, days)]]
  }
  return Array.from({ length: POINTS + 1 }, (_, index) => {
    const day = (days * index) / POINTS
    return [day, shareAt(fading, day)]
  })
}

import { useEffect, useState } from 'preact/hooks'

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

/** How long ago (or until), in words; the exact time on hover. Kept current while it is on screen. */
export function When({ at }: { readonly at: number }) {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick(round => round + 1), 30_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time class="number" dateTime={new Date(at).toISOString()} title={exact.format(at)}>
      {fromNow(at, Date.now())}
    </time>
  )
}

/** The day and the minute. */
export function Moment({ at }: { readonly at: number }) {
  return (
    <time class="number" dateTime={new Date(at).toISOString()} title={exact.format(at)}>
      {day.format(at)}
    </time>
  )
}

export function fromNow(at: number, now: number): string {
  const distance = at - now
  for (const [unit, size] of STEPS) {
    if (Math.abs(distance) >= size) return relative.format(Math.trunc(distance / size), unit)
  }
  return distance > 0 ? 'in a moment' : 'just now'
}

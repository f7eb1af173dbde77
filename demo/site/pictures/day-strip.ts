import { html, raw } from 'hono/html'

const opens = 6
const closes = 22
const view = { width: 640, height: 64 } as const

/** A working day from 6 to 22 as one bar, with the counting rounds in it, to scale. */
export function dayStrip({ rounds, minutes }: { readonly rounds: number; readonly minutes: number }) {
  const perHour = view.width / (closes - opens)
  const starts = Array.from({ length: rounds }, (_, index) => ((index + 0.6) * (closes - opens)) / rounds)
  const marks = starts.map(
    start =>
      `<rect class="day__round" x="${(start * perHour).toFixed(1)}" y="8" width="${((minutes / 60) * perHour).toFixed(1)}" height="28" rx="2"/>`,
  )
  const hours = [6, 10, 14, 18, 22].map(hour => {
    const anchor = hour === opens ? 'start' : hour === closes ? 'end' : 'middle'
    return `<text class="day__hour" x="${(hour - opens) * perHour}" y="58" text-anchor="${anchor}">${hour}:00</text>`
  })
  return html`<figure class="day">
    <svg viewBox="0 0 ${view.width} ${view.height}" width="${view.width}" height="${view.height}" role="img" aria-label="A day from ${opens} to ${closes} o’clock with ${rounds} counting rounds of ${minutes} minutes, drawn to scale.">
      <rect class="day__open" y="8" width="${view.width}" height="28" rx="4"/>
      ${raw(marks.join(''))}${raw(hours.join(''))}
    </svg>
    <figcaption class="label">Two shifts, ${rounds} rounds, to scale. The gate stays open from ${opens}:00 to ${closes}:00.</figcaption>
  </figure>`
}

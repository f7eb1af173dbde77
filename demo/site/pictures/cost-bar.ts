import { html } from 'hono/html'
import { dollars } from '../wording.ts'

/** A labelled amount and its bar, to scale with the largest amount beside it. */
export function costBar(bar: {
  readonly label: string
  readonly amount: number
  /** The amount that fills the whole width. */
  readonly most: number
  readonly kind: 'closing' | 'rounds'
}) {
  const width = bar.most > 0 ? (bar.amount / bar.most) * 100 : 0
  return html`<div class="bar">
    <p class="bar__text"><span>${bar.label}</span> <strong>${dollars(bar.amount)}</strong></p>
    <svg class="bar__track" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar__fill bar__fill--${bar.kind}" width="${width.toFixed(2)}" height="4"/>
    </svg>
  </div>`
}

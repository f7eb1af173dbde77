import { html, raw } from 'hono/html'

/** A number from 1 to 5 as tally strokes; read out as the number. */
export function tallyNumber(number: 1 | 2 | 3 | 4 | 5) {
  const strokes = Array.from({ length: Math.min(number, 4) }, (_, index) => `M${4 + index * 6} 3v18`).join('')
  const fifth = number === 5 ? 'M1 18l24 -11' : ''
  return html`<svg class="tally-number" width="26" height="24" viewBox="0 0 26 24" role="img" aria-label="${number}">${raw(`<path d="${strokes}${fifth}"/>`)}</svg>`
}

import { html, raw } from 'hono/html'

/**
 * The Tallybarn mark: a barn door whose four planks and brace are the five strokes of a tally.
 * Drawn on a 28 px grid in `currentColor`; decorative, because the name always stands beside it.
 */
export function mark(size: number) {
  return html`<svg class="brand__mark" width="${size}" height="${size}" viewBox="0 0 28 28" aria-hidden="true">${raw(strokes('currentColor'))}</svg>`
}

/** The mark as a `data:` address for `<link rel="icon">`, in a red that holds on light and dark tabs. */
export const favicon = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28">${strokes('#b4483a')}</svg>`,
)}`

function strokes(colour: string): string {
  const roof = '<path d="M3 12.2 7.4 5.6 14 2.8l6.6 2.8 4.4 6.6"/>'
  const planks = '<path d="M7 13v11.5M11.7 11v13.5M16.3 11v13.5M21 13v11.5"/>'
  const brace = '<path d="M3.5 22.5l21-7.6"/>'
  return `<g fill="none" stroke="${colour}" stroke-width="2.1" stroke-linecap="round" stroke-linejoin="round">${roof}${planks}${brace}</g>`
}

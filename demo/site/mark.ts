import { html, raw } from 'hono/html'

/**
 * The Tallybarn mark: a barn whose two walls, two planks and brace are the five strokes of a tally.
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
  const roof = '<path d="M3.5 25V11.4L8 5.6l6-2.6 6 2.6 4.5 5.8V25"/>'
  const planks = '<path d="M10.5 12v13M17.5 12v13"/>'
  const brace = '<path d="M1.4 22.2l25.2-7.4"/>'
  return `<g fill="none" stroke="${colour}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">${roof}${planks}${brace}</g>`
}

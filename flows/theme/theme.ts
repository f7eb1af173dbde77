/**
 * How a site's widget looks. Kept with the site, sent to browsers as style sheet text (see `theme-css.ts`).
 * The zod schema that parses it is in `theme-schema.ts`.
 */
export interface Theme {
  /** Fill of buttons and marks, `#rrggbb`. Inks on it are computed. */
  readonly accent: string
  /** The accent on dark paper; left out = the accent, lightened where it would not be seen. */
  readonly accentDark?: string | undefined
  /** The greys: of paper, surfaces, lines and text. */
  readonly tint: 'neutral' | 'warm' | 'cool'
  /** Corner radius of controls in px, 0–22; the panel's goes with it. */
  readonly radius: number
  /** The page's font, the system's, or `family`. */
  readonly font: 'page' | 'system' | 'own'
  /** A font family that the page has loaded. */
  readonly family?: string | undefined
  readonly density: 'compact' | 'regular' | 'roomy'
  /** `page` follows the page's `color-scheme`, `system` the visitor's setting. */
  readonly scheme: 'page' | 'system' | 'light' | 'dark'
  /** Who speaks: up to two letters, or the https address of a square picture (a page's `img-src` has to allow it). */
  readonly avatar?: { readonly initials: string } | { readonly url: string } | undefined
  /** The corner of the bubble, in the page's writing direction. */
  readonly side: 'start' | 'end'
  /** Distance from that corner, px, 0–200. */
  readonly offset: { readonly inline: number; readonly block: number }
  readonly zIndex: number
}

export const THEME_LIMITS = { radius: 22, offset: 200, zIndex: 2_147_483_647, family: 80 } as const

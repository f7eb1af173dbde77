import type { Theme } from '#flows/theme/theme.ts'

/** GET and PUT /api/site/theme, both ways: null = the usual look. */
export interface SiteTheme {
  readonly theme: Theme | null
}

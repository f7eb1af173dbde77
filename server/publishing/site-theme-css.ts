import type { Theme } from '#flows/theme/theme.ts'
import { themeChanges, themeCss } from '#flows/theme/theme-css.ts'
import type { SiteTable } from '../store/site-tables.ts'

/** What pages are told of a site's theme: a style sheet, empty for the usual look. */
export function siteThemeCss({ theme_json }: Pick<SiteTable, 'theme_json'>): string {
  return theme_json === null ? '' : themeCss(themeChanges(JSON.parse(theme_json) as Theme)) // written from a parsed theme only
}

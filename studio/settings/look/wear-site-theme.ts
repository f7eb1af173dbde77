import { themeChanges, themeCss } from '#flows/theme/theme-css.ts'
import type { SiteTheme } from '#server/http/api-type.ts'
import { get } from '../../api.ts'

/** Puts the theme of the site on a widget that is drawn in an element. Out of reach, it keeps the usual look. */
export async function wearSiteTheme(host: Element): Promise<void> {
  const { theme } = await get<SiteTheme>('/site/theme').catch(() => ({ theme: null }))
  if (!theme) return
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(themeCss(themeChanges(theme)))
  host.shadowRoot?.adoptedStyleSheets.push(sheet)
}

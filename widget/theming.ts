import type { SiteConfig } from '#flows/api.ts'
import { themePresets } from '#flows/theme/presets.ts'
import { THEME_LIMITS, type Theme } from '#flows/theme/theme.ts'
import { themeCss } from '#flows/theme/theme-css.ts'
import { themeSheet } from './theme-sheet.ts'

/** What a page may say of its theme: settings to change, the name of a preset, or null for the site's own. */
export type ThemeRequest = Partial<Theme> | string | null

const LAUNCHER = 'parley-launcher'

let own: string | undefined
let changes: Partial<Theme> = {}
let watching: MutationObserver | undefined

/** Shows another theme at once, everywhere on the page, over the one the site has. False for what is none; nothing changes then. */
export function retheme(config: Pick<SiteConfig, 'theme'>, request: unknown): boolean {
  const change = readRequest(request)
  if (!change) return false
  own ??= config.theme ?? ''
  changes = request === null ? {} : { ...changes, ...change }
  // What opens later asks the configuration.
  config.theme = own + themeCss(changes)
  themeSheet.replaceSync(config.theme)
  dressLaunchers()
  // While a panel is open the closed bubble is off the page: it is dressed when it comes back.
  watching ??= new MutationObserver(dressLaunchers)
  watching.observe(document.body, { childList: true })
  return true
}

function dressLaunchers(): void {
  for (const { shadowRoot } of document.querySelectorAll(LAUNCHER)) {
    if (!shadowRoot || shadowRoot.adoptedStyleSheets.includes(themeSheet)) continue
    shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, themeSheet]
  }
}

/** The settings asked for, each as far as it is one; undefined when there are none. */
function readRequest(request: unknown): Partial<Theme> | undefined {
  if (request === null) return {}
  if (typeof request === 'string') return themePresets.find(({ id }) => id === request)?.theme
  if (typeof request !== 'object') return
  const given = Object.entries(request).filter(([name, value]) => isSetting(name, value))
  return given.length > 0 ? Object.fromEntries(given) : undefined
}

const isColor = (value: unknown) => typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value)
const isWithin = (value: unknown, most: number) => typeof value === 'number' && value >= 0 && value <= most
const isOneOf =
  (...names: readonly string[]) =>
  (value: unknown) =>
    names.includes(value as string) // any other kind of value is none of them

const SETTINGS: Readonly<Record<string, (value: unknown) => boolean>> = {
  accent: isColor,
  accentDark: isColor,
  tint: isOneOf('neutral', 'warm', 'cool'),
  radius: value => isWithin(value, THEME_LIMITS.radius),
  font: isOneOf('page', 'system', 'own'),
  family: value => typeof value === 'string' && value.length <= THEME_LIMITS.family,
  density: isOneOf('compact', 'regular', 'roomy'),
  scheme: isOneOf('page', 'system', 'light', 'dark'),
  side: isOneOf('start', 'end'),
  zIndex: value => isWithin(value, THEME_LIMITS.zIndex),
}

function isSetting(name: string, value: unknown): boolean {
  return Object.hasOwn(SETTINGS, name) && SETTINGS[name]?.(value) === true
}

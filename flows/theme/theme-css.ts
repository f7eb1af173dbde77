import { inkOn, standOut } from './contrast.ts'
import { defaultTheme } from './presets.ts'
import type { Theme } from './theme.ts'
import { tints } from './tints.ts'

/** The widest screen that counts as a phone's: there the panel is a sheet, wherever its corner is. */
const SHEET_BELOW = 481

/** What a part has to stand out from the paper, and text (WCAG 2.2, 1.4.11 and 1.4.3). */
const PART = 3

/**
 * A theme as a style sheet for the widget's shadow roots: what differs from the look without a theme, which may be nothing.
 * A page's own `--parley-accent` and `--parley-accent-ink` still come first. Text of the theme cannot leave its place in it.
 */
export function themeCss(theme: Theme): string {
  const usual = propertiesOf(defaultTheme)
  const own = Object.entries(propertiesOf(theme)).filter(([name, value]) => usual[name] !== value)
  const properties = own.map(([name, value]) => `${name}:${value}`).join(';')
  const parts = own.length > 0 ? `.parley,:host(parley-launcher) button{${properties}}` : ''
  return `${parts}${schemeOf(theme)}${cornerOf(theme)}${avatarOf(theme)}`
}

/** What fills buttons and marks on light and on dark paper, with the inks on it. */
export function accentsOf(theme: Pick<Theme, 'accent' | 'accentDark' | 'tint'>) {
  const { light, dark } = tints[theme.tint]
  const onDark = theme.accentDark ?? standOut(theme.accent, dark.paper, PART)
  return {
    light: { accent: theme.accent, ink: inkOn(theme.accent), mark: standOut(theme.accent, light.paper, PART) },
    dark: { accent: onDark, ink: inkOn(onDark), mark: standOut(onDark, dark.paper, PART) },
  }
}

function propertiesOf(theme: Theme): Record<string, string> {
  const { light, dark } = tints[theme.tint]
  const accents = accentsOf(theme)
  const both = (name: keyof typeof light) => `light-dark(${light[name]},${dark[name]})`
  const { control, text, space } = DENSITIES[theme.density]
  return {
    '--accent': `var(--parley-accent,light-dark(${accents.light.accent},${accents.dark.accent}))`,
    '--accent-ink': `var(--parley-accent-ink,light-dark(${accents.light.ink},${accents.dark.ink}))`,
    '--paper': both('paper'),
    '--surface': both('surface'),
    '--line': both('line'),
    '--edge': both('edge'),
    '--ink': both('ink'),
    '--ink-2': both('soft'),
    '--radius': `${theme.radius}px`,
    '--radius-panel': `${Math.round(theme.radius * 1.6)}px`,
    '--control': `${control}px`,
    '--text': `${text}px`,
    '--space': `${space}px`,
    ...(theme.font === 'page' ? {} : { 'font-family': familyOf(theme) }),
  }
}

// Fields stay at 16 px: a phone zooms into smaller ones. A finger always gets its 44 px (styles/panel.css).
const DENSITIES: Record<Theme['density'], { control: number; text: number; space: number }> = {
  compact: { control: 38, text: 15, space: 16 },
  regular: { control: 44, text: 16, space: 20 },
  roomy: { control: 48, text: 16, space: 26 },
}

function familyOf({ font, family }: Theme): string {
  return font === 'own' && family ? `${quoted(family)},system-ui,sans-serif` : 'system-ui,sans-serif'
}

function schemeOf({ scheme }: Theme): string {
  if (scheme === 'page') return ''
  const schemes = scheme === 'system' ? 'light dark' : scheme
  return `:host{color-scheme:${schemes}!important}.parley{color-scheme:${schemes}}`
}

/** Over `all: initial !important` of the hosts, so important themselves. */
function cornerOf({ side, offset, zIndex }: Theme): string {
  const usual = defaultTheme
  const layer = zIndex === usual.zIndex ? '' : `:host(parley-panel),:host(parley-launcher){z-index:${zIndex}!important}`
  if (side === usual.side && offset.inline === usual.offset.inline && offset.block === usual.offset.block) return layer
  const inline = side === 'start' ? `${offset.inline}px auto` : `auto ${offset.inline}px`
  const corner = `inset-inline:${inline}!important;inset-block:auto ${offset.block}px!important`
  const launcher = `:host(parley-launcher){${corner}}`
  return `${layer}${launcher}@media(min-width:${SHEET_BELOW}px){:host(parley-panel){${corner}}}`
}

/** A picture of a person or mark, decorative: the title beside it says who it is. */
function avatarOf({ avatar }: Theme): string {
  if (!avatar) return ''
  const shape =
    'flex:none;width:28px;height:28px;margin-inline-end:10px;border-radius:50%;display:grid;place-items:center;'
  const look =
    'url' in avatar
      ? `content:"";background:url(${quoted(avatar.url)}) center/cover`
      : `content:${quoted(avatar.initials)}/"";background:var(--accent);color:var(--accent-ink);font-size:12px`
  return `.top::before{${shape}${look}}`
}

/** A CSS string: whatever is no plain letter or digit is escaped by its number. */
function quoted(text: string): string {
  const safe = [...text].map(one => (/[\w ./:-]/.test(one) ? one : `\\${one.codePointAt(0)?.toString(16)} `))
  return `"${safe.join('')}"`
}

import { inkOn, standOut } from './contrast.ts'
import { defaultTheme } from './presets.ts'
import type { Theme } from './theme.ts'
import { tints } from './tints.ts'

/** The narrowest screen on which the panel stands in a corner; below, it is a sheet. */
const CORNER_FROM = 481

/** Rounder than that, a panel loses its corners' content. */
const PANEL_RADIUS = 26

/** What a part has to stand out from the paper (WCAG 2.2, 1.4.11). */
const PART = 3

/**
 * Settings of a theme as a style sheet for the widget's shadow roots; what is left out stays as it was. A page's own
 * `--parley-accent` and `--parley-accent-ink` still come first. No text of a theme can leave its place in the sheet.
 */
export function themeCss(theme: Partial<Theme>): string {
  const { accent, tint, radius, font, density } = theme
  const properties: Record<string, string> = {
    ...(accent && accentProperties({ tint: 'neutral', ...theme, accent })),
    ...(tint && tintProperties(tint)),
    ...(radius !== undefined && radiusProperties(radius)),
    ...(density && densityProperties(density)),
    ...(font && { 'font-family': familyOf({ ...theme, font }) }),
  }
  const list = Object.entries(properties).map(([name, value]) => `${name}:${value}`)
  // Twice the class: over the tokens that come with the first answer.
  const looks = list.length > 0 ? `.parley.parley,:host(parley-launcher) button{${list.join(';')}}` : ''
  const dot = accent ? ':host(parley-launcher) button:after{background:var(--accent);color:var(--accent-ink)}' : ''
  return looks + dot + touchOf(theme) + schemeOf(theme) + cornerOf(theme) + avatarOf(theme)
}

/** The settings in which a theme differs from the look without one: what a page has to be told. */
export function themeChanges(theme: Theme): Partial<Theme> {
  const usual: Record<string, unknown> = { ...defaultTheme }
  const own = Object.entries(theme).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name]))
  const changes: Partial<Theme> = Object.fromEntries(own)
  const { accent, accentDark, tint, side, offset } = theme
  return {
    ...changes,
    // What is computed together goes together.
    ...((changes.accent || changes.accentDark) && { accent, tint, ...(accentDark && { accentDark }) }),
    ...((changes.side || changes.offset) && { side, offset }),
  }
}

/** What fills buttons on light and on dark paper, with the ink that reads on it. */
export function accentsOf({ accent, accentDark, tint }: Pick<Theme, 'accent' | 'accentDark' | 'tint'>) {
  const onDark = accentDark ?? standOut(accent, tints[tint].dark.paper, PART)
  return { light: { accent, ink: inkOn(accent) }, dark: { accent: onDark, ink: inkOn(onDark) } }
}

function accentProperties(theme: Pick<Theme, 'accent' | 'accentDark' | 'tint'>) {
  const { light, dark } = accentsOf(theme)
  return {
    '--accent': `var(--parley-accent,light-dark(${light.accent},${dark.accent}))`,
    '--accent-ink': `var(--parley-accent-ink,light-dark(${light.ink},${dark.ink}))`,
  }
}

function tintProperties(tint: Theme['tint']) {
  const { light, dark } = tints[tint]
  const both = (name: keyof typeof light) => `light-dark(${light[name]},${dark[name]})`
  return {
    ...{ '--paper': both('paper'), '--surface': both('surface'), '--line': both('line'), '--edge': both('edge') },
    ...{ '--ink': both('ink'), '--ink-2': both('soft') },
  }
}

function radiusProperties(radius: number) {
  return {
    '--radius': `${radius}px`,
    '--radius-panel': `${Math.min(Math.round(radius * 1.6), PANEL_RADIUS)}px`,
    '--round': radius < 6 ? `${radius * 2}px` : '28px',
  }
}

const DENSITIES: Record<Theme['density'], { control: number; text: number; space: number }> = {
  compact: { control: 38, text: 15, space: 16 },
  regular: { control: 44, text: 16, space: 20 },
  roomy: { control: 48, text: 16, space: 26 },
}

function densityProperties(density: Theme['density']) {
  const { control, text, space } = DENSITIES[density]
  return { '--control': `${control}px`, '--text': `${text}px`, '--space': `${space}px` }
}

/** A finger always gets 44 px, and fields of 16 px: a phone zooms into smaller ones. */
function touchOf({ density }: Partial<Theme>): string {
  return density === 'compact' ? '@media(pointer:coarse){.parley.parley{--control:44px;--text:16px}}' : ''
}

function familyOf({ font, family }: Partial<Theme>): string {
  if (font === 'page') return 'inherit'
  return font === 'own' && family ? `${quoted(family)},system-ui,sans-serif` : 'system-ui,sans-serif'
}

function schemeOf({ scheme }: Partial<Theme>): string {
  if (!scheme) return ''
  const value = { page: 'inherit', system: 'light dark', light: 'light', dark: 'dark' }[scheme]
  return `:host{color-scheme:${value}!important}.parley{color-scheme:${value}}`
}

/** Over `all: initial !important` of the hosts, so important themselves. */
function cornerOf({ side, offset, zIndex }: Partial<Theme>): string {
  const layer = zIndex ? `:host(parley-panel),:host(parley-launcher){z-index:${zIndex}!important}` : ''
  if (!side && !offset) return layer
  const { inline, block } = offset ?? defaultTheme.offset
  const from = side === 'start' ? `${inline}px auto` : `auto ${inline}px`
  const corner = `inset-inline:${from}!important;inset-block:auto ${block}px!important`
  const card = `.over.slide_in{inset-inline:${from};inset-block:auto ${block}px}`
  const panel = `@media(min-width:${CORNER_FROM}px){:host(parley-panel:not([data-surface])){${corner}}${card}}`
  return `${layer}:host(parley-launcher){${corner}}${panel}`
}

/** A picture of a person or mark, decorative: the title beside it says who it is. */
function avatarOf({ avatar }: Partial<Theme>): string {
  if (!avatar) return ''
  const place = 'display:grid;place-items:center;flex:none;width:28px;height:28px;margin-inline-end:10px'
  const look =
    'url' in avatar
      ? `content:"";background:url(${quoted(avatar.url)}) center/cover`
      : `content:${quoted(avatar.initials)}/"";background:var(--accent);color:var(--accent-ink);font-size:12px`
  return `.top::before{${place};border-radius:50%;${look}}`
}

/** A CSS string: whatever is no plain letter or digit is escaped by its number. */
function quoted(text: string): string {
  const safe = [...text].map(one => (/[\w ./:-]/.test(one) ? one : `\\${one.codePointAt(0)?.toString(16)} `))
  return `"${safe.join('')}"`
}

import { beforeEach, expect, test, vi } from 'vitest'

const load = async () => ({
  ...(await import('#widget/theming.ts')),
  ...(await import('#widget/theme-sheet.ts')),
})
const textOf = (sheet: CSSStyleSheet) => [...sheet.cssRules].map(rule => rule.cssText).join('')

beforeEach(() => vi.resetModules())

test('a page changes the theme at once, over the one of the site', async () => {
  const { retheme, themeSheet } = await load()
  const config = { theme: '.parley.parley{--radius:4px}' }
  expect(retheme(config, { accent: '#8a2b2b' })).toBe(true)
  expect(retheme(config, { density: 'compact' })).toBe(true)
  expect(textOf(themeSheet)).toContain('#8a2b2b')
  expect(textOf(themeSheet)).toContain('--control: 38px')
  expect(config.theme).toMatch(/^\.parley\.parley\{--radius:4px\}/)
})

test('a page goes back to the theme of the site', async () => {
  const { retheme } = await load()
  const config: { theme?: string } = {}
  retheme(config, 'press')
  expect(config.theme).toContain('--radius:2px')
  retheme(config, null)
  expect(config.theme).toBe('')
})

test('a closed bubble changes with it', async () => {
  const { retheme, themeSheet } = await load()
  const launcher = document.createElement('parley-launcher')
  const { adoptedStyleSheets } = launcher.attachShadow({ mode: 'open' })
  expect(adoptedStyleSheets).not.toContain(themeSheet)
  document.body.append(launcher)
  retheme({}, 'bloom')
  expect(launcher.shadowRoot?.adoptedStyleSheets).toContain(themeSheet)
  launcher.remove()
})

test.each([
  ['a preset nobody made', 'neon'],
  ['a colour by name', { accent: 'red' }],
  ['a way out of the style sheet', { accent: '#fff}*{display:none' }],
  ['a setting nobody knows', { glow: true }],
  ['nothing', {}],
  ['a number', 3],
])('%s changes nothing', async (_, request) => {
  const { retheme } = await load()
  const config: { theme?: string } = {}
  expect(retheme(config, request)).toBe(false)
  expect(config.theme).toBeUndefined()
})

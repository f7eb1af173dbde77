import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contrast, inkOn, standOut } from '#flows/theme/contrast.ts'
import { defaultTheme, themePresets } from '#flows/theme/presets.ts'
import type { Theme } from '#flows/theme/theme.ts'
import { accentsOf, themeChanges, themeCss } from '#flows/theme/theme-css.ts'
import { themeSchema } from '#flows/theme/theme-schema.ts'
import { tints } from '#flows/theme/tints.ts'

const anyColor = fc.integer({ min: 0, max: 0xffffff }).map(number => `#${number.toString(16).padStart(6, '0')}`)
const anyTint = fc.constantFrom<Theme['tint']>('neutral', 'warm', 'cool')

test('contrast is what WCAG says it is', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#2c4a78', '#2c4a78')).toBe(1)
})

describe('whatever accent a marketer picks', () => {
  test('text on it reads at 4.5 to 1, in light and dark', () => {
    fc.assert(
      fc.property(anyColor, anyTint, (accent, tint) => {
        const { light, dark } = accentsOf({ accent, tint })
        expect(contrast(light.ink, light.accent)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(dark.ink, dark.accent)).toBeGreaterThanOrEqual(4.5)
      }),
      { numRuns: 1000 },
    )
  })

  test('its fill stands out from dark paper at 3 to 1', () => {
    fc.assert(
      fc.property(anyColor, anyTint, (accent, tint) => {
        const { dark } = accentsOf({ accent, tint })
        expect(contrast(dark.accent, tints[tint].dark.paper)).toBeGreaterThanOrEqual(3)
      }),
      { numRuns: 1000 },
    )
  })

  test('a colour that stands out already stays as it is', () => {
    expect(standOut('#2c4a78', '#ffffff', 3)).toBe('#2c4a78')
    expect(inkOn('#2c4a78')).toBe('#ffffff')
    expect(inkOn('#ffd400')).toBe('#000000')
  })
})

test('the greys of every tint read: text at 4.5 to 1 on paper and surface, field edges at 3 to 1', () => {
  for (const { light, dark } of Object.values(tints)) {
    for (const { paper, surface, edge, ink, soft } of [light, dark]) {
      for (const ground of [paper, surface]) {
        expect(contrast(ink, ground)).toBeGreaterThanOrEqual(7)
        expect(contrast(soft, ground)).toBeGreaterThanOrEqual(4.5)
      }
      expect(contrast(edge, paper)).toBeGreaterThanOrEqual(3)
    }
  }
})

test('every preset is a theme that can be saved', () => {
  for (const { theme } of themePresets) expect(themeSchema.parse(theme)).toEqual(theme)
})

test('nothing a theme says can leave its place in the style sheet', () => {
  const theme: Theme = {
    ...defaultTheme,
    font: 'own',
    family: 'x";}*{display:none',
    avatar: { url: 'https://a.example/"){}\\a.png' },
  }
  const outside = themeCss(theme).replace(/"[^"]*"/g, '""')
  expect(outside).toContain('font-family:""')
  expect(outside).toContain('url("")')
  expect(outside).not.toContain('display:none')
})

test('the look without a theme costs no style sheet; a theme costs what differs', () => {
  expect(themeChanges(defaultTheme)).toEqual({})
  expect(themeCss({})).toBe('')
  expect(themeCss(themeChanges({ ...defaultTheme, radius: 4 }))).toBe(
    '.parley.parley,:host(parley-launcher) button{--radius:4px;--radius-panel:6px;--round:8px}',
  )
})

test('a bubble in the other corner goes there in the direction the page is written', () => {
  const css = themeCss(themeChanges({ ...defaultTheme, side: 'start', offset: { inline: 32, block: 12 } }))
  expect(css).toContain('inset-inline:32px auto!important;inset-block:auto 12px!important')
  expect(css).not.toMatch(/left|right/)
})

test.each([
  ['a colour by name', { accent: 'red' }],
  ['a radius beyond a pill', { radius: 99 }],
  ['a font with a way out of its quotes', { family: 'a"b' }],
  ['an avatar without https', { avatar: { url: 'http://a.example/a.png' } }],
  ['a setting nobody knows', { glow: true }],
])('%s is refused', (_, change) => {
  expect(themeSchema.safeParse({ ...defaultTheme, ...change }).success).toBe(false)
})

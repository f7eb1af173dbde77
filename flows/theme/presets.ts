import type { Theme } from './theme.ts'

export interface ThemePreset {
  readonly id: 'quiet' | 'linen' | 'press' | 'bloom'
  readonly name: string
  /** What it is like, in a few words. */
  readonly about: string
  readonly theme: Theme
}

const corner = { side: 'end', offset: { inline: 20, block: 20 }, zIndex: 999_999_999 } as const

/** Looks to begin with. The first is what a site without a theme of its own shows. */
export const themePresets: readonly [ThemePreset, ...ThemePreset[]] = [
  {
    id: 'quiet',
    name: 'Quiet',
    about: 'Cool ink on white, gently rounded',
    theme: {
      ...{ accent: '#2c4a78', accentDark: '#a9c7f0', tint: 'neutral', radius: 10 },
      ...{ font: 'page', density: 'regular', scheme: 'page', ...corner },
    },
  },
  {
    id: 'linen',
    name: 'Linen',
    about: 'Warm paper, room to breathe',
    theme: {
      ...{ accent: '#a3442c', accentDark: '#f0a58e', tint: 'warm', radius: 14 },
      ...{ font: 'page', density: 'roomy', scheme: 'page', ...corner },
    },
  },
  {
    id: 'press',
    name: 'Press',
    about: 'Black on white, square and tight',
    theme: {
      ...{ accent: '#16181d', accentDark: '#f2f3f5', tint: 'neutral', radius: 2 },
      ...{ font: 'page', density: 'compact', scheme: 'page', ...corner },
    },
  },
  {
    id: 'bloom',
    name: 'Bloom',
    about: 'Bright accent, pill shapes',
    theme: {
      ...{ accent: '#5b3fd6', accentDark: '#bdb0ff', tint: 'cool', radius: 22 },
      ...{ font: 'page', density: 'regular', scheme: 'page', ...corner },
    },
  },
]

/** What a site without a theme of its own looks like. */
export const defaultTheme: Theme = themePresets[0].theme

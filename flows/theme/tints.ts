import type { Theme } from './theme.ts'

/** Greys of the widget: on paper, `ink` and `soft` are text, `edge` bounds fields, `line` only divides. */
export interface Tint {
  readonly paper: string
  readonly surface: string
  readonly line: string
  readonly edge: string
  readonly ink: string
  readonly soft: string
}

/** By name, for light and dark. Neutral is what styles/tokens.css holds. */
export const tints: Readonly<Record<Theme['tint'], { readonly light: Tint; readonly dark: Tint }>> = {
  neutral: {
    light: {
      ...{ paper: '#ffffff', surface: '#f4f5f7', line: '#e1e4e9', edge: '#848b98' },
      ...{ ink: '#1a2029', soft: '#565f6d' },
    },
    dark: {
      ...{ paper: '#181b20', surface: '#22262d', line: '#363b44', edge: '#79818f' },
      ...{ ink: '#eef0f3', soft: '#a9b0bc' },
    },
  },
  warm: {
    light: {
      ...{ paper: '#fffdfa', surface: '#f6f1e9', line: '#e7dfd3', edge: '#8f8578' },
      ...{ ink: '#28211a', soft: '#685d50' },
    },
    dark: {
      ...{ paper: '#1c1917', surface: '#282420', line: '#403a34', edge: '#8a8176' },
      ...{ ink: '#f4efe9', soft: '#bab0a4' },
    },
  },
  cool: {
    light: {
      ...{ paper: '#fcfdff', surface: '#eff3fa', line: '#dbe2ee', edge: '#7f8aa0' },
      ...{ ink: '#131b2e', soft: '#515f7a' },
    },
    dark: {
      ...{ paper: '#121724', surface: '#1b2232', line: '#313a4f', edge: '#75819a' },
      ...{ ink: '#ebf0f9', soft: '#a2aec4' },
    },
  },
}

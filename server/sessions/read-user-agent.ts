/** Families of browsers and systems, as rules and people name them. */
export type Browser = 'chrome' | 'edge' | 'firefox' | 'safari' | 'opera' | 'samsung' | 'other'
export type OperatingSystem = 'windows' | 'macos' | 'ios' | 'android' | 'chromeos' | 'linux' | 'other'

export interface Agent {
  readonly browser: Browser
  readonly os: OperatingSystem
}

/** Longer ones are made up. */
const LONGEST = 1000

/** Which family a browser's `User-Agent` header names, without version or device: nothing that tells one person from another. */
export function readUserAgent(header: string | undefined): Agent | null {
  if (!header) return null
  const text = header.slice(0, LONGEST)
  return { browser: first(BROWSERS, text), os: first(SYSTEMS, text) }
}

// In this order: most browsers also call themselves Chrome or Safari, phones also call themselves Linux or Mac.
const BROWSERS: readonly (readonly [Browser, RegExp])[] = [
  ['edge', /\bEdg(e|A|iOS)?\//],
  ['opera', /\b(OPR|OPT|Opera)\b/],
  ['samsung', /\bSamsungBrowser\//],
  ['firefox', /\b(Firefox|FxiOS)\//],
  ['chrome', /\b(Chrome|CriOS|Chromium)\//],
  ['safari', /\bSafari\//],
]
const SYSTEMS: readonly (readonly [OperatingSystem, RegExp])[] = [
  ['ios', /\b(iPhone|iPad|iPod)\b/],
  ['android', /\bAndroid\b/],
  ['windows', /\bWindows\b/],
  ['chromeos', /\bCrOS\b/],
  ['macos', /\bMac OS X\b|\bMacintosh\b/],
  ['linux', /\bLinux\b|\bX11\b/],
]

function first<Name>(families: readonly (readonly [Name, RegExp])[], text: string): Name | 'other' {
  return families.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other'
}

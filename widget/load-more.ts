import type { SiteConfig } from '#flows/api.ts'
import type { More } from './more.ts'
import { report } from './report.ts'

export type { More } from './more.ts'

// Put there by `build.ts`: where the built module stands, seen from this one.
declare const MORE_URL: string

let learned: More | undefined
let loading: Promise<More> | undefined
let failures = 0

/** The module says so itself, under whatever address it came. */
export function learnMore(more: More): void {
  learned = more
}

/**
 * What is needed from the first answer on, loaded once; after a failure, anew when asked again: a browser remembers that an
 * address failed, so under another one, and without a line it is not tried. With its `config` given the server hears of it.
 */
export function loadMore(config?: SiteConfig): Promise<More> {
  loading ??= load().catch(error => {
    loading = undefined
    if (navigator.onLine && config) report(config, { problem: 'load_failed' })
    throw error
  })
  return loading
}

async function load(): Promise<More> {
  if (navigator.onLine === false) throw new Error('No line.')
  try {
    if (failures > 0) await import(/* @vite-ignore */ new URL(`${MORE_URL}?${failures}`, import.meta.url).href)
    else await import('./more.ts')
  } catch (error) {
    failures += 1
    throw error
  }
  if (!learned) throw new Error('It is not what it was.')
  return learned
}

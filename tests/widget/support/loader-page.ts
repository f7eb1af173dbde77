import { afterEach, beforeEach, vi } from 'vitest'
import type { SiteConfig, SiteFlow } from '#flows/api.ts'
import { compilePlacement } from '#flows/compile-placement.ts'
import type { Placement } from '#flows/placement.ts'
import type { PageHost } from '#widget/page-host.ts'

const ENTRY = new URL('./recording-entry.ts', import.meta.url).pathname

/** A page that runs the loader, with a clock of its own; undone after each test. */
export function onLoaderPages(): void {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date'],
      now: Date.UTC(2026, 10, 22),
    })
    vi.stubGlobal('customElements', { get: () => undefined, define: () => {} })
    vi.spyOn(navigator, 'sendBeacon').mockReturnValue(true)
    history.replaceState(null, '', '/pricing')
  })
  afterEach(() => {
    call('stop')
    vi.useRealTimers()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
    localStorage.clear()
    sessionStorage.clear()
    document.body.replaceChildren()
    Reflect.deleteProperty(window, 'parley')
    Reflect.deleteProperty(navigator, 'globalPrivacyControl')
  })
}

export function flowWith(flow: string, ...placements: readonly Placement[]): SiteFlow {
  return {
    ...{ flow, release: `${flow}-1`, revision: `${flow}-revision`, locales: ['en'], experiments: [] },
    placements: placements.map(compilePlacement),
    bubble: { label: `Talk about ${flow}` },
  }
}

/** Loads the page anew: a fresh loader, the storage kept. */
export async function load(flows: readonly SiteFlow[], config: Partial<SiteConfig> = {}): Promise<void> {
  call('stop')
  document.body.replaceChildren()
  const site = { site: 'site_1', api: 'https://parley.example', entry: ENTRY, consent: 'required', flows }
  vi.stubGlobal('PARLEY_CONFIG', structuredClone({ ...site, ...config }))
  vi.resetModules()
  await import('#widget/loader.ts')
  await vi.dynamicImportSettled()
}

/** What the loader has opened on this page, oldest first, each as `flow surface shape` and `asked` where somebody asked for it. */
export async function opened(): Promise<string[]> {
  await vi.dynamicImportSettled()
  return (await requests()).map(({ site, surface, shape, asked }) =>
    [site.flow, surface, shape, ...(asked ? ['asked'] : [])].join(' '),
  )
}

/** Closes what stands open, as its cross does. */
export async function close(): Promise<void> {
  const open = (await requests()).at(-1)
  open?.onClose?.()
}

export async function pageHost(): Promise<PageHost> {
  const [first] = await requests()
  if (!first) throw new Error('Nothing was opened.')
  return first.page
}

async function requests() {
  return (await import('./recording-entry.ts')).requests
}

/** Lets seconds go by. */
export async function pass(seconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(seconds * 1000)
  await vi.dynamicImportSettled()
}

export function call(...command: readonly unknown[]): void {
  const { parley } = window as { parley?: (...command: readonly unknown[]) => void }
  parley?.(...command)
}

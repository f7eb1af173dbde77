import type { ParleyFunction } from '../page-api/page-types.ts'

export type * from '../page-api/page-types.ts'

export interface ParleyOptions {
  /** Origin of your Parley server, such as `https://parley.example.com`. */
  readonly server: string
  /** Public key of the site, from *Settings → Installation*. */
  readonly site: string
  readonly consent?: 'granted' | 'denied'
  /** For a pinned loader: its version, and the hash that its tag carries. */
  readonly version?: string
  readonly integrity?: string
}

interface Page {
  parley?: ParleyFunction & { q?: unknown[] }
}

/**
 * Puts Parley's script on the page, once however often it is called, and gives what commands it. Where there is no page, as
 * in a server's rendering, it does nothing.
 */
export function loadParley({ server, site, consent, version, integrity }: ParleyOptions): ParleyFunction {
  if (typeof document === 'undefined') return parley
  const src = `${server.replace(/\/+$/, '')}/w/${site}${version ? `@${version}` : ''}.js`
  // Commands given before the script is there wait in its queue.
  const page = window as unknown as Page // the one global is ours
  page.parley ??= createQueue()
  if ([...document.scripts].some(script => script.src === src)) return parley
  const script = document.createElement('script')
  script.async = true
  script.src = src
  if (consent) script.dataset.consent = consent
  if (integrity) {
    script.integrity = integrity
    script.crossOrigin = 'anonymous'
  }
  document.head.append(script)
  return parley
}

/** Commands Parley, whether its script has loaded yet or not. Without a page, or before `loadParley`, it does nothing. */
export const parley: ParleyFunction = (...command: readonly unknown[]) => {
  if (typeof window === 'undefined') return
  const { parley: run } = window as unknown as { parley?: (...command: readonly unknown[]) => void } // takes every command
  run?.(...command)
}

function createQueue(): NonNullable<Page['parley']> {
  const q: unknown[] = []
  return Object.assign((...command: readonly unknown[]) => void q.push(command), { q })
}

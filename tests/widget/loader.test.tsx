import { beforeEach, expect, test, vi } from 'vitest'
import type { SiteConfig, SiteFlow } from '#flows/api.ts'
import { assign } from '#flows/assign.ts'
import { compilePlacement } from '#flows/compile-placement.ts'
import type { Experiment } from '#flows/flow.ts'

const ENTRY = new URL('./support/recording-entry.ts', import.meta.url).pathname
const TEASER = new URL('../../widget/teaser.ts', import.meta.url).pathname

const teaser: Experiment = {
  id: 'teaser',
  version: 2,
  status: 'running',
  variants: [
    { id: 'a', weight: 5000, patch: {} },
    { id: 'b', weight: 5000, patch: { 'launcher.teaser': 'Which plan fits?' } },
  ],
}
const pricing: SiteFlow = {
  flow: 'pricing',
  release: 'release-1',
  revision: 'revision-1',
  locales: ['en'],
  placements: [compilePlacement({ surface: 'bubble', shape: 'chat', when: { fact: 'page.path', glob: '/pricing*' } })],
  bubble: { label: 'Find your plan', teaser: 'Questions?' },
  spoken: { de: { label: 'Tarif finden', teaser: 'Fragen zu den Preisen?' } },
  experiments: [teaser],
}
const site: SiteConfig = {
  site: 'site_1',
  api: 'https://parley.example',
  entry: ENTRY,
  teaser: TEASER,
  consent: 'required',
  flows: [pricing],
}

const beacons: { url: string; body: unknown }[] = []

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout'] })
  vi.stubGlobal('customElements', { get: () => undefined, define: () => {} })
  beacons.length = 0
  vi.spyOn(navigator, 'sendBeacon').mockImplementation((url, body) => {
    beacons.push({ url: String(url), body: JSON.parse(String(body)) })
    return true
  })
  history.replaceState(null, '', '/pricing')
  return () => {
    call('stop')
    vi.useRealTimers()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
    localStorage.clear()
    sessionStorage.clear()
    document.body.replaceChildren()
    Reflect.deleteProperty(window, 'parley')
    Reflect.deleteProperty(navigator, 'globalPrivacyControl')
  }
})

/** Runs the loader as a page does. */
async function load(config: Partial<SiteConfig> = {}): Promise<void> {
  vi.stubGlobal('PARLEY_CONFIG', structuredClone({ ...site, ...config }))
  vi.resetModules()
  await import('#widget/loader.ts')
}

async function mounted() {
  const { requests } = await import('./support/recording-entry.ts')
  return requests
}

function launcher(): HTMLButtonElement | null | undefined {
  return document.querySelector('parley-launcher')?.shadowRoot?.querySelector('button')
}

function call(...command: string[]): void {
  const { parley } = window as { parley?: (...command: string[]) => void }
  parley?.(...command)
}

test('a page with the bubble gets the launcher; nothing is stored or sent', async () => {
  await load()
  await vi.waitFor(() => expect(launcher()?.ariaLabel).toMatch(/Questions\?|Which plan fits\?/))
  expect([localStorage.length, sessionStorage.length, beacons.length]).toEqual([0, 0, 0])
})

test('a page without the bubble stays as it was', async () => {
  history.replaceState(null, '', '/careers')
  await load()
  expect(document.body.childElementCount).toBe(0)
})

test('the launcher follows a page that changes its address without loading', async () => {
  await load()
  history.pushState(null, '', '/careers')
  await vi.advanceTimersByTimeAsync(500)
  expect(launcher()).toBeUndefined()
  history.pushState(null, '', '/pricing/team')
  await vi.advanceTimersByTimeAsync(500)
  expect(launcher()).toBeTruthy()
})

test('on a page in another language the launcher speaks it, and no test counts', async () => {
  document.documentElement.lang = 'de-AT'
  await load({ consent: 'not_required' })
  await vi.dynamicImportSettled()
  expect(launcher()?.textContent).toBe('Fragen zu den Preisen?')
  expect(beacons).toEqual([])
  document.documentElement.lang = ''
})

test('on a phone the teaser is for screen readers only: the button covers no more than its circle', async () => {
  vi.stubGlobal('innerWidth', 390)
  await load()
  await vi.dynamicImportSettled()
  expect(launcher()?.textContent).toBe('')
  expect(launcher()?.ariaLabel).toMatch(/\?$/)
})

test('the teaser leaves after a while, the button stays', async () => {
  await load()
  await vi.waitFor(() => expect(launcher()?.textContent).not.toBe(''))
  await vi.advanceTimersByTimeAsync(20_000)
  expect(launcher()?.textContent).toBe('')
})

test('with consent the visitor is known again and the teaser shown is counted', async () => {
  await load({ consent: 'not_required' })
  const { visitor } = JSON.parse(localStorage.parley)
  const variant = assign(teaser, visitor)
  await vi.waitFor(() => expect(launcher()?.textContent).toBe(variant === 'b' ? 'Which plan fits?' : 'Questions?'))
  const exposures = [{ experiment: 'teaser', version: 2, variant, at: expect.any(Number) }]
  expect(beacons).toEqual([
    {
      url: 'https://parley.example/v1/exposures',
      body: { site: 'site_1', release: 'release-1', visitor, exposures },
    },
  ])

  // The page is left: what still listened would put its launcher back into the next one.
  call('stop')
  document.body.replaceChildren()
  await load({ consent: 'not_required' })
  expect(JSON.parse(localStorage.parley).visitor).toBe(visitor)
  expect(JSON.parse(localStorage.parley).events).toHaveLength(2)
})

test('consent taken back forgets the visitor', async () => {
  await load({ consent: 'not_required' })
  call('consent', 'denied')
  expect(localStorage.length).toBe(0)
})

test('Global Privacy Control counts as no consent', async () => {
  Object.defineProperty(navigator, 'globalPrivacyControl', { value: true, configurable: true })
  await load({ consent: 'not_required' })
  expect([localStorage.length, beacons.length]).toEqual([0, 0])
})

test('a page that blocks storage still gets the launcher', async () => {
  vi.stubGlobal('localStorage', undefined)
  vi.stubGlobal('sessionStorage', undefined)
  await load({ consent: 'not_required' })
  expect(launcher()).toBeTruthy()
})

test('the launcher opens the flow with what the page knows, and only asks once', async () => {
  await load()
  const requests = await mounted()
  launcher()?.click()
  await vi.waitFor(() => expect(requests).toHaveLength(1))
  expect(requests[0]).toMatchObject({
    site: { flow: 'pricing' },
    asked: true,
    page: { consent: 'unset', events: [{ type: 'page_viewed', path: '/pricing' }] },
  })
  launcher()?.click()
  await vi.advanceTimersByTimeAsync(100)
  expect(requests).toHaveLength(1)
})

test('commands given before the loader ran are carried out', async () => {
  const queue = [['event', 'calculator_used']]
  Object.assign(window, { parley: Object.assign(() => {}, { q: queue }) })
  await load({ consent: 'not_required' })
  expect(JSON.parse(localStorage.parley).events).toContainEqual(
    expect.objectContaining({ type: 'custom', name: 'calculator_used' }),
  )
})

test('a second tag changes nothing', async () => {
  vi.stubGlobal('customElements', { get: () => HTMLElement, define: () => {} })
  await load()
  expect(document.body.childElementCount).toBe(0)
  expect(window).not.toHaveProperty('parley')
})

test.each([
  ['a document', { href: '/downloads/guide.pdf' }, '/downloads/guide.pdf'],
  ['a document behind a question mark', { href: '/downloads/plan.xlsx?v=2' }, '/downloads/plan.xlsx'],
  ['a book', { href: 'https://cdn.tallybarn.example/counting.epub' }, '/counting.epub'],
  ['what is marked as one', { href: '/export', download: 'plan' }, '/export'],
])('a download is noticed: %s', async (_title, address, file) => {
  await load({ consent: 'not_required' })
  clickOn(address)
  expect(JSON.parse(localStorage.parley).events.at(-1)).toMatchObject({ type: 'downloaded', file, path: '/pricing' })
})

test('a link to a page without an ending is no download', async () => {
  await load({ consent: 'not_required' })
  clickOn({ href: 'https://www.tallybarn.example/customers/cold-store' })
  expect(JSON.parse(localStorage.parley).events.at(-1)).toMatchObject({ type: 'page_viewed' })
})

function clickOn(address: { readonly href: string; readonly download?: string }): void {
  const link = Object.assign(document.createElement('a'), address)
  link.onclick = () => false
  document.body.append(link)
  link.click()
}

import { afterEach, expect, test, vi } from 'vitest'
import type { SiteConfig } from '#flows/api.ts'
import { command } from '#widget/page-api/command.ts'
import type { ParleyTrouble } from '#widget/page-api/page-types.ts'
import { tell, unlisten } from '#widget/page-api/tell.ts'
import { unwatch } from '#widget/page-api/watch.ts'
import type { LoaderHost, PageHost } from '#widget/page-host.ts'

const PLACE = { flow: 'pricing', surface: 'bubble', at: 1 } as const

interface Loader extends LoaderHost {
  readonly opened: readonly (readonly unknown[])[]
}

/** A loader with one live flow that notes what it is asked to open. */
function createLoader(): Loader {
  const opened: (readonly unknown[])[] = []
  const site = { flow: 'pricing', release: 'r', revision: 'v', locales: ['en'], experiments: [] }
  const config: SiteConfig = { site: 's', api: 'https://parley.example', entry: '', consent: 'required', flows: [site] }
  const page: PageHost = { visitor: 'v', consent: 'unset', from: ['', ''], events: [], exposures: [], shown: [] }
  return {
    config,
    page,
    opened,
    async open(...asked) {
      opened.push(asked)
    },
    close() {
      opened.push(['closed'])
    },
    stop() {},
  }
}

const page = window as { dataLayer?: unknown; gtag?: unknown; google_tag_manager?: unknown; parley?: unknown }

afterEach(() => {
  unlisten()
  unwatch()
  for (const name of ['dataLayer', 'gtag', 'google_tag_manager', 'parley'] as const) delete page[name]
  document.body.replaceChildren()
})

/** Every trouble told while `act` runs. */
function troublesOf(act: () => void): ParleyTrouble[] {
  const troubles: ParleyTrouble[] = []
  const hear = (event: Event) => troubles.push((event as CustomEvent<ParleyTrouble>).detail)
  document.addEventListener('parley:error', hear)
  act()
  document.removeEventListener('parley:error', hear)
  return troubles
}

test('who listens hears of an event until it listens no more', () => {
  const loader = createLoader()
  const heard = vi.fn()
  command(loader, 'on', ['opened', heard])
  tell('opened', PLACE)
  command(loader, 'off', ['opened', heard])
  tell('opened', PLACE)
  expect(heard.mock.calls).toEqual([[PLACE]])
})

test('off without a function ends an event, without a name all of them', () => {
  const loader = createLoader()
  const heard = vi.fn()
  command(loader, 'on', ['opened', heard])
  command(loader, 'on', ['shown', heard])
  command(loader, 'on', ['started', heard])
  command(loader, 'off', ['opened'])
  tell('opened', PLACE)
  expect(heard).not.toHaveBeenCalled()
  command(loader, 'off', [])
  tell('shown', PLACE)
  tell('started', PLACE)
  expect(heard).not.toHaveBeenCalled()
})

test('an event is a DOM event on the element, and bubbles to the document', () => {
  const element = document.createElement('parley-test')
  document.body.append(element)
  const heard: unknown[] = []
  const hear = (event: Event) => heard.push([event.target, (event as CustomEvent).detail])
  document.addEventListener('parley:booked', hear)
  tell('booked', { ...PLACE, step: 'book' }, element)
  document.removeEventListener('parley:booked', hear)
  expect(heard).toEqual([[element, { ...PLACE, step: 'book' }]])
})

test('a listener that throws is the page’s own error and stops nobody else', () => {
  const loader = createLoader()
  const reported = vi.fn()
  vi.stubGlobal('reportError', reported)
  const heard = vi.fn()
  command(loader, 'on', [
    'opened',
    () => {
      throw new Error('of the page')
    },
  ])
  command(loader, 'on', ['opened', heard])
  tell('opened', PLACE)
  expect(heard).toHaveBeenCalledOnce()
  expect(reported).toHaveBeenCalledOnce()
  vi.unstubAllGlobals()
})

test('dataLayer gets names and no answer, whatever the event carries', () => {
  page.dataLayer = []
  tell('answered', { ...PLACE, step: 'q_size', field: 'size', value: 's50_500' })
  expect(page.dataLayer).toEqual([
    {
      event: 'parley_answered',
      parley_flow: 'pricing',
      parley_surface: 'bubble',
      parley_step: 'q_size',
      parley_field: 'size',
    },
  ])
})

test('Analytics alone is told through gtag; with Tag Manager on the page it is not told twice', () => {
  page.gtag = vi.fn()
  tell('completed', { ...PLACE, outcome: 'sales' })
  expect(page.gtag).toHaveBeenCalledWith('event', 'parley_completed', {
    parley_flow: 'pricing',
    parley_surface: 'bubble',
    parley_outcome: 'sales',
  })
  page.google_tag_manager = { 'GTM-ABC123': {} }
  tell('completed', { ...PLACE, outcome: 'sales' })
  expect(page.gtag).toHaveBeenCalledOnce()
})

test('a page without analytics is left without', () => {
  tell('opened', PLACE)
  expect('dataLayer' in window).toBe(false)
})

test.each([
  ['a command that nobody knows', 'explode', [], 'unknown_command'],
  ['a command by the name of an object’s own', 'constructor', [], 'unknown_command'],
  ['an event that nobody knows', 'on', ['clicked', () => {}], 'bad_value'],
  ['a listener that is none', 'on', ['opened', 'alert(1)'], 'bad_value'],
  ['a flow that is not live', 'start', ['sales'], 'unknown_flow'],
  ['a flow that is no name', 'start', [{ flow: 'pricing' }], 'unknown_flow'],
  ['a surface that nobody knows', 'start', ['pricing', { surface: 'blimp' }], 'bad_value'],
  ['prefilled values that are none', 'prefill', ['ann'], 'bad_value'],
  ['a form without a mapping', 'attach', ['#contact'], 'bad_value'],
  ['a form for a flow that is not live', 'attach', ['#contact', { flow: 'sales' }], 'unknown_flow'],
  ['a selector that is none', 'attach', ['<form>', { flow: 'pricing' }], 'bad_value'],
] as const)('%s is told as trouble and throws nothing', (_what, name, values, code) => {
  const loader = createLoader()
  const troubles = troublesOf(() => command(loader, name, values))
  expect(troubles.map(trouble => trouble.code)).toEqual([code])
  expect(loader.opened).toEqual([])
})

test('start closes what stands open and opens the flow where and how the page says', () => {
  const loader = createLoader()
  command(loader, 'start', ['pricing', { surface: 'popup', shape: 'steps' }])
  expect(loader.opened).toEqual([['closed'], ['pricing', { asked: true, surface: 'popup', shape: 'steps' }]])
})

test('what is prefilled adds up', () => {
  const loader = createLoader()
  command(loader, 'prefill', [{ name: 'Ann' }])
  command(loader, 'prefill', [{ size: 's50_500' }])
  expect(loader.page.prefill).toEqual({ name: 'Ann', size: 's50_500' })
})

test('track is another word for event', () => {
  const parley = vi.fn()
  page.parley = parley
  command(createLoader(), 'track', ['calculator_used'])
  expect(parley).toHaveBeenCalledWith('event', 'calculator_used')
})

test('who listens late hears what was shown before, once', async () => {
  const loader = createLoader()
  loader.page.shown?.push({ flow: 'pricing', what: 'bubble', at: 7 })
  const heard = vi.fn()
  command(loader, 'on', ['shown', heard])
  command(loader, 'prefill', [{}])
  await vi.waitFor(() => expect(heard.mock.calls).toEqual([[{ flow: 'pricing', surface: 'bubble', at: 7 }]]))
  loader.page.onShown?.({ flow: 'pricing', what: 'popup', at: 8 })
  expect(heard).toHaveBeenCalledTimes(2)
})

test('destroy hears, fills and leaves nothing any more', async () => {
  const loader = createLoader()
  page.parley = () => {}
  const heard = vi.fn()
  command(loader, 'on', ['shown', heard])
  await vi.waitFor(() => expect(loader.page.onShown).toBeDefined())
  command(loader, 'prefill', [{ name: 'Ann' }])
  command(loader, 'destroy', [])
  tell('shown', PLACE)
  expect(heard).not.toHaveBeenCalled()
  expect(loader.page).not.toHaveProperty('prefill')
  expect(loader.page.onShown).toBeUndefined()
  expect(loader.config.flows).toEqual([])
  expect('parley' in window).toBe(false)
})

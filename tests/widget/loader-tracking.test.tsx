import { expect, test, vi } from 'vitest'
import { call, flowWith, load, onLoaderPages, pass } from './support/loader-page.ts'

onLoaderPages()

const flows = [flowWith('guide', { surface: 'bubble', shape: 'chat' })]
const FREE = { consent: 'not_required' } as const
const kept = () => JSON.parse(localStorage.parley).events as readonly Record<string, unknown>[]
const told = () => kept().map(({ type, path }) => `${type} ${path}`)

test('pages are told in their order, each with the seconds it was in view and how far down it was seen', async () => {
  await load(flows, FREE)
  vi.spyOn(document.documentElement, 'scrollHeight', 'get').mockReturnValue(innerHeight + 1000)
  scrollTo(0, 400)
  await pass(12)
  scrollTo(0, 0)
  history.pushState(null, '', '/demo')
  await pass(3)
  dispatchEvent(new Event('pagehide'))

  expect(told()).toEqual(['page_viewed /pricing', 'page_left /pricing', 'page_viewed /demo', 'page_left /demo'])
  const [pricing, left] = kept()
  expect(left).toMatchObject({ view: pricing?.id, seconds: 12, scrolled: 40 })
})

test('a page that goes out of sight and comes back tells of each part once', async () => {
  await load(flows, FREE)
  const hidden = vi.spyOn(document, 'hidden', 'get')
  const look = (isHidden: boolean) => {
    hidden.mockReturnValue(isHidden)
    dispatchEvent(new Event('visibilitychange'))
  }
  await pass(5)
  look(true)
  await pass(100)
  look(false)
  await pass(7)
  look(true)
  dispatchEvent(new Event('pagehide'))
  expect(kept().flatMap(({ seconds }) => seconds ?? [])).toEqual([5, 7])
})

test('until consent only the page the visitor is on is known, and nothing is kept', async () => {
  await load(flows)
  call('event', 'calculator_used')
  await pass(4)
  history.pushState(null, '', '/demo')
  await pass(1)
  expect(localStorage.length).toBe(0)

  call('consent', 'granted')
  expect(told()).toEqual(['page_viewed /demo'])
  call('event', 'calculator_used')
  expect(told()).toEqual(['page_viewed /demo', 'custom /demo'])
})

test('consent given twice counts once', async () => {
  await load(flows, FREE)
  await load(flows, FREE)
  call('consent', 'granted')
  expect(told()).toHaveLength(2)
})

test('Global Privacy Control turns tracking off where the site needs no consent, and a yes turns it on', async () => {
  Object.defineProperty(navigator, 'globalPrivacyControl', { value: true, configurable: true })
  await load(flows, FREE)
  call('event', 'calculator_used')
  expect(localStorage.length).toBe(0)
  call('consent', 'granted')
  call('event', 'video_seen')
  expect(told()).toEqual(['page_viewed /pricing', 'custom /pricing'])
})

test('a campaign link in the middle of a visit is where the next one comes from', async () => {
  await load(flows, FREE)
  history.replaceState(null, '', '/pricing?utm_source=ads')
  await load(flows, FREE)
  expect(JSON.parse(localStorage.parley).from[0]).toContain('utm_source=ads')
  history.replaceState(null, '', '/demo')
  await load(flows, FREE)
  expect(JSON.parse(localStorage.parley).from[0]).toContain('utm_source=ads')
})

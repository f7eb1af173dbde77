import { expect, test, vi } from 'vitest'
import type { Condition } from '#flows/condition.ts'
import type { Cap, Placement } from '#flows/placement.ts'
import { call, close, flowWith, load, onLoaderPages, opened, pageHost, pass } from './support/loader-page.ts'

onLoaderPages()

const popup = (more: Partial<Placement> = {}): Placement => ({ surface: 'popup', shape: 'chat', ...more })
const capped = (cap?: Cap) => [flowWith('guide', popup(cap && { cap }))]
const where = (when: Condition) => [flowWith('guide', popup({ when }))]
const POPUP = 'guide popup chat'
const FREE = { consent: 'not_required' } as const
const DAY = 86_400

async function comesUp(flows: Parameters<typeof load>[0], config?: Parameters<typeof load>[1]): Promise<boolean> {
  await load(flows, config)
  return (await opened()).length > 0
}

test('several placements of a site appear each in its place', async () => {
  const flows = [
    flowWith(
      'guide',
      { surface: 'bubble', shape: 'chat', when: { fact: 'page.path', glob: '/pricing*' } },
      { surface: 'slide_in', shape: 'page', when: { fact: 'page.path', glob: '/blog/*' } },
    ),
    flowWith('demo', { surface: 'bubble', shape: 'chat', when: { fact: 'page.path', is: '/demo' } }),
  ]
  await load(flows)
  const label = () => document.querySelector('parley-launcher')?.shadowRoot?.querySelector('button')?.ariaLabel
  expect(label()).toBe('Talk about guide')
  history.pushState(null, '', '/demo')
  await pass(0.5)
  expect(label()).toBe('Talk about demo')
  history.replaceState(null, '', '/blog/scoring')
  await pass(0.5)
  expect(await opened()).toEqual(['guide slide_in page'])
  await close()
  expect(label()).toBeUndefined()
})

test('conditions read host, referrer, campaign, language, device and country before anything is fetched', async () => {
  history.replaceState(null, '', '/pricing?utm_source=news&utm_campaign=spring%20sale')
  vi.spyOn(document, 'referrer', 'get').mockReturnValue('https://www.search.example/find?q=1')
  vi.spyOn(navigator, 'language', 'get').mockReturnValue('de-AT')
  const holding: Condition[] = [
    { fact: 'page.host', is: location.hostname },
    { fact: 'referrer.host', domainIn: ['search.example'] },
    { fact: 'utm.source', is: 'news' },
    { fact: 'utm.campaign', glob: 'spring*' },
    { fact: 'lang', in: ['de', 'fr'] },
    { fact: 'device', is: 'desktop' },
    { fact: 'country', is: 'SE' },
    { fact: 'visitor', is: 'new' },
  ]
  for (const when of holding) {
    expect(await comesUp(where(when), { country: 'SE' }), JSON.stringify(when)).toBe(true)
    expect(await comesUp(where({ not: when }), { country: 'SE' }), JSON.stringify(when)).toBe(false)
  }
})

test('a query cannot pass for what the loader knows', async () => {
  history.replaceState(null, '', '/pricing?country=SE&returning=true&width=300')
  expect(await comesUp(where({ fact: 'country', is: 'SE' }))).toBe(false)
  expect(await comesUp(where({ fact: 'visitor', is: 'returning' }))).toBe(false)
  expect(await comesUp(where({ fact: 'device', is: 'mobile' }))).toBe(false)
})

test('without consent a cap counts for the life of a page, and nothing is stored', async () => {
  await load(capped())
  await close()
  history.pushState(null, '', '/other')
  await pass(1)
  expect(await opened()).toEqual([POPUP])
  expect([localStorage.length, sessionStorage.length]).toEqual([0, 0])
  expect(await comesUp(capped())).toBe(true)
})

test('with consent a cap by visit counts across pages, and a new visit begins it anew', async () => {
  expect(await comesUp(capped({ times: 1, per: 'session' }), FREE)).toBe(true)
  expect(await comesUp(capped({ times: 1, per: 'session' }), FREE)).toBe(false)
  await pass(31 * 60)
  call('stop')
  vi.setSystemTime(Date.now() + 31 * 60_000)
  expect(await comesUp(capped({ times: 1, per: 'session' }), FREE)).toBe(true)
})

test('a cap by visitor outlasts visits, and its days', async () => {
  const month: Cap = { times: 2, per: 'visitor', days: 30 }
  for (const expected of [true, true, false]) {
    expect(await comesUp(capped(month), FREE)).toBe(expected)
    call('stop')
    vi.setSystemTime(Date.now() + 3_600_000)
  }
  vi.setSystemTime(Date.now() + 31 * DAY * 1000)
  expect(await comesUp(capped(month), FREE)).toBe(true)
})

test('a flow that was completed comes up unasked no more, but opens when asked for', async () => {
  const often: Cap = { times: 50, per: 'visitor' }
  await load(capped(often), FREE)
  const page = await pageHost()
  page.note?.('guide', 'completed')
  await close()
  history.pushState(null, '', '/other')
  await pass(1)
  expect(await opened()).toHaveLength(1)
  expect(await comesUp(capped(often), FREE)).toBe(false)
  call('open', 'guide')
  expect(await opened()).toHaveLength(1)
})

test('nothing comes up unasked over the pages of a tab in which somebody answers', async () => {
  sessionStorage.parley = ''
  expect(await comesUp(capped())).toBe(false)
})

test('the stage of the lead is what this browser has seen of it, kept with consent only', async () => {
  const at = (stage: string) => where({ fact: 'stage', is: stage })
  for (const [noted, stage] of [
    [undefined, 'none'],
    ['completed', 'lead'],
    ['qualified', 'qualified'],
  ] as const) {
    await load([flowWith('other', popup({ cap: { times: 9, per: 'visitor' } }))], FREE)
    call('open', 'other')
    await opened()
    if (noted) (await pageHost()).note?.('other', noted)
    for (const one of ['none', 'lead', 'qualified']) expect(await comesUp(at(one), FREE), one).toBe(one === stage)
    localStorage.parley = localStorage.parley.replaceAll('"guide"', '"past"')
  }
  localStorage.clear()
  expect(await comesUp(at('none'), { consent: 'required' })).toBe(true)
})

test('whoever comes back after a while is a returning visitor, with consent', async () => {
  const back = where({ fact: 'visitor', is: 'returning' })
  expect(await comesUp(back, FREE)).toBe(false)
  expect(await comesUp(back, FREE)).toBe(false)
  call('stop')
  vi.setSystemTime(Date.now() + DAY * 1000)
  expect(await comesUp(back, FREE)).toBe(true)
})

test('Global Privacy Control keeps caps and visits out of storage', async () => {
  Object.defineProperty(navigator, 'globalPrivacyControl', { value: true, configurable: true })
  expect(await comesUp(capped(), FREE)).toBe(true)
  expect(localStorage.length).toBe(0)
})

test('broken or foreign words in storage are begun anew', async () => {
  for (const broken of [
    '{',
    'null',
    '5',
    '{"visitor":"x"}',
    '{"visitor":"x","events":7,"seen":{}}',
    '{"visitor":"x","from":["",""],"events":[],"seen":[]}',
  ]) {
    localStorage.parley = broken
    expect(await comesUp(capped(), FREE)).toBe(true)
    expect(JSON.parse(localStorage.parley).seen).toHaveLength(1)
  }
})

test('a clock that was wrong by years takes nothing away for ever', async () => {
  vi.setSystemTime(Date.UTC(2040, 0, 1))
  await load(capped({ times: 1, per: 'visitor', days: 30 }), FREE)
  call('stop')
  vi.setSystemTime(Date.UTC(2026, 10, 22))
  expect(await comesUp(flowsOf('demo'), FREE)).toBe(true)
})

const flowsOf = (id: string) => [flowWith(id, popup())]

test('a page out of the browser’s cache is a page anew, with what other pages kept meanwhile', async () => {
  await load(capped({ times: 1, per: 'visitor' }), FREE)
  await close()
  const kept = JSON.parse(localStorage.parley)
  localStorage.parley = JSON.stringify({ ...kept, pages: 7, seen: [] })
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  expect(await opened()).toEqual([POPUP, POPUP])
  expect(JSON.parse(localStorage.parley)).toMatchObject({ pages: 8, visitor: kept.visitor })
})

test('consent taken back on another page holds for one out of the browser’s cache', async () => {
  await load(capped(), FREE)
  localStorage.clear()
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  await pass(5)
  expect(localStorage.length).toBe(0)
})

test('a launcher that a page swaps away with its body comes back', async () => {
  await load([flowWith('guide', { surface: 'bubble', shape: 'chat' })])
  document.body.replaceChildren()
  await pass(0.5)
  expect(document.querySelectorAll('parley-launcher')).toHaveLength(1)
})

test('what came up is told, the launcher once on each page that has it anew', async () => {
  await load([flowWith('guide', { surface: 'bubble', shape: 'chat' }, popup({ trigger: { delay: 2 } }))])
  await pass(2)
  const page = await pageHost()
  expect(page.shown?.map(({ flow, what }) => `${flow} ${what}`)).toEqual(['guide bubble', 'guide popup'])
})

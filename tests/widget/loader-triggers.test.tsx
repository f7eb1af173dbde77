import { beforeEach, expect, test, vi } from 'vitest'
import type { Placement, Trigger } from '#flows/placement.ts'
import { call, close, flowWith, load, onLoaderPages, opened, pass } from './support/loader-page.ts'

onLoaderPages()

const popup = (trigger?: Trigger): Placement => ({ surface: 'popup', shape: 'steps', ...(trigger && { trigger }) })
const guide = (trigger?: Trigger) => [flowWith('guide', popup(trigger))]
const POPUP = 'guide popup steps'

beforeEach(() => {
  document.body.innerHTML = ''
})

test('without a trigger it comes as soon as the page is there', async () => {
  await load(guide())
  expect(await opened()).toEqual([POPUP])
})

test('a delay is counted while the page is in view', async () => {
  await load(guide({ delay: 5 }))
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  await pass(60)
  expect(await opened()).toEqual([])
  hidden.mockReturnValue(false)
  await pass(4)
  expect(await opened()).toEqual([])
  await pass(1)
  expect(await opened()).toEqual([POPUP])
})

test('a scroll depth is part of the way down, and a page without a way has none', async () => {
  await load(guide({ scroll: 50 }))
  const root = document.documentElement
  vi.spyOn(root, 'scrollHeight', 'get').mockReturnValue(innerHeight)
  await pass(2)
  expect(await opened()).toEqual([])
  vi.spyOn(root, 'scrollHeight', 'get').mockReturnValue(innerHeight + 1000)
  scrollTo(0, 490)
  await pass(1)
  expect(await opened()).toEqual([])
  scrollTo(0, 510)
  await pass(1)
  expect(await opened()).toEqual([POPUP])
  scrollTo(0, 0)
})

test('the pointer leaving through the top is an exit; through a side or to a part of the page it is not', async () => {
  await load(guide({ exit: true }))
  dispatchEvent(new MouseEvent('mouseout', { clientY: 300 }))
  dispatchEvent(new MouseEvent('mouseout', { clientY: 0, relatedTarget: document.body }))
  expect(await opened()).toEqual([])
  dispatchEvent(new MouseEvent('mouseout', { clientY: -3 }))
  expect(await opened()).toEqual([POPUP])
})

test('a pause begins anew whenever the visitor moves', async () => {
  await load(guide({ idle: 20 }))
  for (const type of ['pointermove', 'keydown', 'scroll']) {
    await pass(15)
    dispatchEvent(new Event(type))
  }
  await pass(19)
  expect(await opened()).toEqual([])
  await pass(1)
  expect(await opened()).toEqual([POPUP])
})

test('a click on what the selector names opens it, as often as it is clicked, with focus', async () => {
  await load(guide({ click: '.talk' }))
  document.body.innerHTML = '<button class="talk"><b>Talk</b></button><button id="other">Other</button>'
  document.querySelector<HTMLElement>('#other')?.click()
  expect(await opened()).toEqual([])
  document.querySelector<HTMLElement>('.talk b')?.click()
  expect(await opened()).toEqual([`${POPUP} asked`])
  await close()
  document.querySelector<HTMLElement>('.talk b')?.click()
  expect(await opened()).toHaveLength(2)
})

test('a selector that no browser can read keeps no other placement from coming', async () => {
  await load([flowWith('guide', popup({ click: '..' })), flowWith('demo', popup({ click: 'button' }))])
  document.body.innerHTML = '<button>Talk</button>'
  document.querySelector<HTMLElement>('button')?.click()
  expect(await opened()).toEqual(['demo popup steps asked'])
})

test('a custom event opens it in the moment it happens', async () => {
  await load(guide({ event: 'calculator_used' }))
  call('event', 'video_seen')
  await pass(5)
  expect(await opened()).toEqual([])
  call('event', 'calculator_used')
  expect(await opened()).toEqual([POPUP])
})

test('it waits for the n-th page of the visit', async () => {
  await load(guide({ pages: 3 }))
  for (const path of ['/a', '/b']) {
    expect(await opened()).toEqual([])
    history.pushState(null, '', path)
    await pass(0.5)
  }
  expect(await opened()).toEqual([POPUP])
})

test('what waits for several things waits for all of them', async () => {
  await load(guide({ delay: 3, event: 'calculator_used' }))
  call('event', 'calculator_used')
  await pass(5)
  expect(await opened()).toEqual([])
  call('event', 'calculator_used')
  expect(await opened()).toEqual([POPUP])
})

test('a launcher waits for its moment, too, and stays from then on', async () => {
  await load([flowWith('guide', { surface: 'bubble', shape: 'chat', trigger: { delay: 3 } })])
  expect(document.querySelector('parley-launcher')).toBeNull()
  await pass(3)
  expect(document.querySelector('parley-launcher')).not.toBeNull()
  await pass(30)
  expect(document.querySelector('parley-launcher')).not.toBeNull()
})

test('one thing stands open at a time', async () => {
  await load([flowWith('guide', popup({ delay: 1 })), flowWith('demo', popup({ delay: 1 }))])
  await pass(2)
  expect(await opened()).toEqual([POPUP])
})

test('nothing moves any more once the page has taken it away', async () => {
  await load(guide({ delay: 1 }))
  call('stop')
  await pass(5)
  call('event', 'calculator_used')
  expect(await opened()).toEqual([])
})

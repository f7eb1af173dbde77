import { afterEach, expect, test, vi } from 'vitest'
import { fitAboveKeyboard } from '#widget/views/keyboard-fit.ts'

afterEach(() => vi.unstubAllGlobals())

/** A phone's screen: 844 px of page, of which the keyboard may cover some. */
function phone({ width = 390, height = 844, scale = 1 } = {}) {
  const seen = Object.assign(new EventTarget(), { height, offsetTop: 0, scale })
  vi.stubGlobal('visualViewport', seen)
  vi.stubGlobal('innerHeight', 844)
  vi.stubGlobal('matchMedia', () => ({ matches: width <= 480 }))
  const sheet = document.createElement('div')
  const stop = fitAboveKeyboard(sheet)
  const turn = (change: Partial<{ height: number; offsetTop: number; scale: number }>) => {
    Object.assign(seen, change)
    seen.dispatchEvent(new Event('resize'))
  }
  return { sheet, stop, turn }
}

test('the sheet ends where the keyboard begins, and grows again when it goes', () => {
  const { sheet, turn } = phone()
  expect(sheet.style.height).toBe('')
  turn({ height: 510, offsetTop: 40 })
  expect([sheet.style.height, sheet.style.translate]).toEqual(['510px', '0 40px'])
  turn({ height: 844, offsetTop: 0 })
  expect(sheet.style.height).toBe('844px')
})

test('a keyboard that was there first is minded from the start', () => {
  expect(phone({ height: 510 }).sheet.style.height).toBe('510px')
})

test('on a wide screen, and on a page that was zoomed in, the panel keeps its size', () => {
  const wide = phone({ width: 1280 })
  wide.turn({ height: 510 })
  expect(wide.sheet.style.height).toBe('')
  const zoomed = phone()
  zoomed.turn({ height: 400, scale: 2 })
  expect(zoomed.sheet.style.height).toBe('')
})

test('once it has stopped nothing moves', () => {
  const { sheet, stop, turn } = phone()
  stop()
  turn({ height: 510 })
  expect(sheet.style.height).toBe('')
})

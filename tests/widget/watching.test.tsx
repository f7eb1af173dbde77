import { afterEach, expect, test } from 'vitest'
import { page } from '#widget/loader/page.ts'
import { watch } from '#widget/loader/watching.ts'

afterEach(() => {
  document.body.replaceChildren()
})

test('a click on a link in a drawing is a click like others, though such a link has no path', () => {
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const link = document.createElementNS('http://www.w3.org/2000/svg', 'a')
  link.setAttribute('href', '/prices')
  drawing.append(link)
  document.body.append(drawing)
  const clicked: (Element | null | undefined)[] = []
  const stop = watch(() => clicked.push(page.click))
  clicked.length = 0

  link.dispatchEvent(new MouseEvent('click', { bubbles: true }))

  expect(clicked).toEqual([link])
  expect(page.click).toBeNull()
  stop()
})

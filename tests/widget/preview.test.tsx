import { waitFor } from '@testing-library/preact'
import { expect, test, vi } from 'vitest'
import { showFlow } from './support/preview.ts'

test('what is tried in the studio is neither sent nor kept', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch')
  const beacon = vi.fn(() => true)
  Object.defineProperty(navigator, 'sendBeacon', { value: beacon, configurable: true })
  for (const shape of ['chat', 'steps', 'page'] as const) {
    const { see, inside } = await showFlow('pricing', { shape })
    const option = await waitFor(() => see.getAllByText('Spreadsheets')[0] as HTMLElement) // chips, or labels of a form
    option.click()
    inside.querySelector('form')?.requestSubmit()
    dispatchEvent(new Event('pagehide'))
  }
  expect(fetched).not.toHaveBeenCalled()
  expect(beacon).not.toHaveBeenCalled()
  expect([sessionStorage.length, localStorage.length]).toEqual([0, 0])
})

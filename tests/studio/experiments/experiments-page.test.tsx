import { cleanup, render, screen, within } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import type { ExperimentReport } from '#server/http/api-type.ts'
import { ExperimentsPage } from '#studio/experiments/experiments-page.tsx'
import { detailOf, pricingDraft } from '../flows/pricing-draft.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function show(reports: readonly ExperimentReport[]) {
  const answers: Readonly<Record<string, unknown>> = {
    '/api/flows': [{ id: 'pricing', name: 'Pricing chat' }],
    '/api/flows/pricing/experiments': reports,
    '/api/flows/pricing': detailOf(pricingDraft(), 1),
  }
  vi.stubGlobal('fetch', async (path: string) => Response.json(answers[path]))
  render(<ExperimentsPage />)
}

const counts = { started: 120, completed: 80, qualified: 52 }

it('each wording has its words, its share and its counts, and nobody is declared the winner', async () => {
  const variants = [
    { id: 'a', weight: 5000, exposed: 1302, ...counts, qualifiedRate: 52 / 1302 },
    { id: 'b', weight: 5000, exposed: 1296, ...counts, qualified: 79, qualifiedRate: 79 / 1296 },
  ]
  show([{ id: 'teaser', version: 1, status: 'running', variants, crossed: 3, firstExposureAt: 0 }])
  const row = within(await screen.findByRole('row', { name: /Which plan fits\? Five taps\./ }))
  for (const text of ['50 %', '1,296', '79', '6.1 %']) row.getByText(text)
  screen.getByText(/3 visitors saw more than one wording and are left out/)
  screen.getByText(/counts, not verdicts/)
  expect(screen.queryByText(/wins|winner|significant/i)).toBeNull()
})

it('a wording nobody has seen has no rate', async () => {
  const variants = [{ id: 'a', weight: null, exposed: 0, started: 0, completed: 0, qualified: 0, qualifiedRate: null }]
  show([{ id: 'teaser', version: 2, status: 'past', variants, crossed: 0, firstExposureAt: null }])
  await screen.findByText('Nobody has seen it yet.')
  expect(screen.getAllByText('–')).toHaveLength(2)
})

it('without tests the page says how to begin one', async () => {
  show([])
  await screen.findByText('Nothing is under test')
})

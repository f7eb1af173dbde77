import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CompetitorRow } from '#server/http/api-type.ts'
import { CompetitorsPage } from '#studio/accounts/competitors-page.tsx'
import { me } from '#studio/me.ts'

const line = (pattern: string): CompetitorRow => ({ pattern, note: null, leads: 0, by: 'Ann', at: 0 })

beforeEach(() => {
  const user = { id: 'u', name: 'Ann', email: 'ann@acme.example' }
  me.value = { user, workspace: { id: 'w', name: 'Acme' }, workspaces: [], role: 'viewer', can: [], now: 0 }
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('is searched, and takes nobody off for those who may only look', async () => {
  vi.stubGlobal('fetch', async () => Response.json([line('rival.example'), line('other.example')]))
  render(<CompetitorsPage />)
  await screen.findByText('2 companies')
  fireEvent.input(screen.getByLabelText('Search the list'), { target: { value: 'riv' } })
  await screen.findByText('1 company')
  expect(screen.queryByText('other.example')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Score rival.example again' })).toBeNull()
})

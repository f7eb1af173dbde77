import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defaultTheme, themePresets } from '#flows/theme/presets.ts'
import type { Theme } from '#flows/theme/theme.ts'
import { themeSchema } from '#flows/theme/theme-schema.ts'
import type { Permission } from '#server/http/api-type.ts'
import { me } from '#studio/me.ts'
import { LookRoom } from '#studio/settings/look/look-room.tsx'

beforeEach(() => as(['manage_site']))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function as(can: Permission[]) {
  const user = { id: 'u', name: 'Ann', email: 'ann@acme.example' }
  me.value = { user, workspace: { id: 'w', name: 'Acme' }, workspaces: [], role: 'marketer', can, now: 0 }
}

/** Shows the room of a site with a theme; gives what is saved, each a theme as the server takes it. */
function show(theme: Theme | null) {
  const saved: (Theme | null)[] = []
  vi.stubGlobal('fetch', async (_path: string, { method, body }: { method: string; body?: string }) => {
    if (method === 'GET') return Response.json({ theme })
    const asked: { theme: unknown } = JSON.parse(body ?? '')
    saved.push(asked.theme === null ? null : themeSchema.parse(asked.theme))
    return Response.json(asked)
  })
  render(<LookRoom />)
  return saved
}

it('wears the preset that is picked; the widget beside it shows it, and saving keeps it', async () => {
  const saved = show(null)
  fireEvent.click(await screen.findByRole('button', { name: /^Bloom/ }))
  const { theme } = themePresets.find(({ id }) => id === 'bloom') ?? { theme: defaultTheme }
  const panel = await waitFor(() => {
    const root = document.querySelector('.look-stage > div')?.shadowRoot
    if (!root?.querySelector('h2')) throw new Error('The widget is not there yet.')
    return root
  })
  const worn = panel.adoptedStyleSheets.flatMap(sheet => [...sheet.cssRules].map(rule => rule.cssText)).join('')
  expect(worn).toContain(theme.accent)

  fireEvent.click(screen.getByRole('button', { name: 'Save look' }))
  await waitFor(() => expect(saved).toEqual([theme]))
})

it('says how well text reads on an accent, and takes a new accent without the old one’s dark twin', async () => {
  const saved = show(defaultTheme)
  fireEvent.input(await screen.findByLabelText('Accent'), { target: { value: '#ffd400' } })
  expect(screen.getByText(/^Text on it is black, 14\.\d : 1\.$/)).toBeTruthy()
  expect(screen.getByText(/^Computed\./)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Save look' }))
  await waitFor(() => expect(saved).toHaveLength(1))
  expect(saved[0]).toMatchObject({ accent: '#ffd400' })
  expect(saved[0]?.accentDark).toBeUndefined()
})

it('goes back to the usual look as none at all', async () => {
  const [, linen] = themePresets
  const saved = show(linen?.theme ?? null)
  fireEvent.click(await screen.findByRole('button', { name: /^Quiet/ }))
  fireEvent.click(screen.getByRole('button', { name: 'Save look' }))
  await waitFor(() => expect(saved).toEqual([null]))
})

it('is for looking at only, for those who may not change the site', async () => {
  as([])
  show(null)
  const preset = await screen.findByRole('button', { name: /^Bloom/ })
  expect(preset.closest('fieldset[disabled]')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Save look' })).toBeNull()
})

import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import type { InvitedTo } from '#server/http/api-type.ts'
import { JoinPage } from '#studio/sign-in/join-page.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const INVITED: InvitedTo = {
  workspace: 'Nordvik',
  email: 'vera@nordvik.example',
  role: 'sales',
  by: 'Ann Lee',
  expiresAt: 0,
  hasAccount: true,
  signedIn: true,
}

function answerWith(...answers: Response[]) {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return answers[asked.length - 1] ?? Response.error()
  })
  return asked
}

const refused = (status: number, code: string) => Response.json({ code, title: code, status }, { status })

it('asks for the password when the session ended while the invitation was open', async () => {
  const asked = answerWith(
    Response.json(INVITED),
    refused(401, 'unauthenticated'),
    Response.json({ ...INVITED, signedIn: false }),
  )
  render(<JoinPage />)
  fireEvent.click(await screen.findByRole('button', { name: 'Join' }))
  expect(await screen.findByLabelText('Password')).toBeTruthy()
  expect(screen.getByRole('alert').textContent).toBe('You were signed out meanwhile. Sign in with your password.')
  expect(screen.getByRole('button', { name: 'Sign in and join' })).toHaveProperty('disabled', false)
  expect(asked).toEqual(['/api/join/look', '/api/join', '/api/join/look'])
})

it('looks again on demand where the look-up failed, and not where the link has ended', async () => {
  answerWith(refused(503, 'store_busy'), refused(410, 'link_expired'))
  render(<JoinPage />)
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }))
  await screen.findByRole('heading', { name: 'This link has ended' })
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
})

import { useState } from 'preact/hooks'
import { RequestFailed } from '../api.ts'

/** The token a link carries after `#token=`, as it was when the page opened. */
export function useLinkToken(): string {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '')
  return token
}

/** Why a link opens nothing, and what to do; null = something else went wrong, so the same link may work later. */
export function linkTrouble(error: unknown): { readonly title: string; readonly words: string } | null {
  if (!(error instanceof RequestFailed)) return null
  if (error.code === 'link_expired')
    return { title: 'This link has ended', words: 'Its time is over. Ask for a new one.' }
  if (error.code === 'invalid_token' || error.status === 422)
    return {
      title: 'This link opens nothing',
      words: 'It has been used, a newer one took its place, or it is not complete. Ask for a new one.',
    }
  return null
}

/** What a form behind a link says when the link ended while it was open. */
export const LINK_WORDS = {
  invalid_token: 'This link has been used, or a newer one took its place. Ask for a new one.',
  link_expired: 'The time of this link is over. Ask for a new one.',
} as const

/** Into the studio, with nothing left of whoever was signed in before. */
export function intoStudio(): void {
  location.assign('/studio/leads')
}

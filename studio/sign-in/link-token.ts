import { useState } from 'preact/hooks'
import { RequestFailed } from '../api.ts'

/** The token a link carries after `#token=`, as it was when the page opened. */
export function useLinkToken(): string {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '')
  return token
}

/** Why a link opens nothing, and what to do. */
export function linkTrouble(error: unknown): { readonly title: string; readonly words: string } {
  if (error instanceof RequestFailed && error.code === 'link_expired')
    return { title: 'This link has ended', words: 'Its time is over. Ask for a new one.' }
  if (error instanceof RequestFailed && (error.code === 'invalid_token' || error.status === 422))
    return {
      title: 'This link opens nothing',
      words: 'It has been used, a newer one took its place, or it is not complete. Ask for a new one.',
    }
  return {
    title: 'This did not load',
    words: error instanceof RequestFailed ? error.message : 'Something went wrong. Reload the page and try again.',
  }
}

/** Into the studio, with nothing left of whoever was signed in before. */
export function intoStudio(): void {
  location.assign('/studio/leads')
}

import { post } from './api.ts'
import { loadMe } from './me.ts'
import { fail } from './ui/toast.tsx'

/** Ends the session; the studio's door stands there then. */
export async function signOut(): Promise<void> {
  try {
    await post('/auth/sign-out')
    await loadMe()
  } catch (error) {
    fail(error)
  }
}

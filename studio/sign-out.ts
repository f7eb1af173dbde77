import { post } from './api.ts'
import { forgetMe } from './me.ts'
import { fail } from './ui/toast.tsx'

/** Ends the session; the studio's door stands there then. */
export async function signOut(): Promise<void> {
  try {
    await post('/auth/sign-out')
    forgetMe()
  } catch (error) {
    fail(error)
  }
}

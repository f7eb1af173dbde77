import { post } from './api.ts'
import { fail } from './ui/toast.tsx'

/** Ends the session. The page loads anew, with the door on it and nothing left in memory for whoever signs in next. */
export async function signOut(): Promise<void> {
  try {
    await post('/auth/sign-out')
    location.reload()
  } catch (error) {
    fail(error)
  }
}

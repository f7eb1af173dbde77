import { inWords } from '../api.ts'
import { DoorFrame } from './door.tsx'
import { linkTrouble } from './link-token.ts'

/** In place of a form whose link could not be looked up: it has ended, or it is worth another try. */
export function ShutDoor({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const trouble = linkTrouble(error)
  if (trouble) {
    return (
      <DoorFrame {...trouble}>
        <a class="button" href="/studio/">
          Go to sign-in
        </a>
      </DoorFrame>
    )
  }
  return (
    <DoorFrame title="This did not load" words={inWords(error)}>
      <button type="button" class="button" onClick={retry}>
        Try again
      </button>
    </DoorFrame>
  )
}

import { signOut } from '../sign-out.ts'
import { DoorFrame } from './door.tsx'

/** For whoever was taken out of their last workspace. */
export function NowherePage() {
  return (
    <DoorFrame
      title="You are in no workspace any more"
      words="An owner took you out of the one you were in. Ask for an invitation; your account stays as it is."
    >
      <button type="button" class="button" onClick={() => void signOut()}>
        Sign out
      </button>
    </DoorFrame>
  )
}

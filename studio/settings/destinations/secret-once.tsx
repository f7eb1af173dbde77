import { OnceDialog } from '../../ui/once-dialog.tsx'

interface SecretOnceProps {
  readonly label: string
  readonly secret: string
  readonly onClose: () => void
}

/** A new secret, the one time it can be read. */
export function SecretOnce({ label, secret, onClose }: SecretOnceProps) {
  return (
    <OnceDialog title={`${label}: copy it now`} secret={secret} what="secret" done="I have it" onClose={onClose}>
      <p>The receiver needs it to tell that a message is really yours.</p>
    </OnceDialog>
  )
}

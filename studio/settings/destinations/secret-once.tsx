import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface SecretOnceProps {
  readonly label: string
  readonly secret: string
  readonly onClose: () => void
}

/** A new secret, the one time it can be read. */
export function SecretOnce({ label, secret, onClose }: SecretOnceProps) {
  return (
    <Dialog title={`${label}: copy it now`} onClose={onClose}>
      <div class="secret">
        <p>The receiver needs it to tell that a message is really yours. It is not shown again.</p>
        <pre class="code-line">{secret}</pre>
        <div class="dialog-foot">
          <CopyButton text={secret} what="secret" />
          <button type="button" class="button" data-look="main" onClick={onClose}>
            I have it
          </button>
        </div>
      </div>
    </Dialog>
  )
}

import type { ComponentChildren } from 'preact'
import { CopyButton } from './copy-button.tsx'
import { Dialog } from './dialog.tsx'

interface OnceDialogProps {
  readonly title: string
  readonly secret: string
  /** What it is: “Copy link”. */
  readonly what: 'link' | 'key' | 'secret'
  /** What ends it. */
  readonly done?: string
  readonly onClose: () => void
  /** What to do with it. */
  readonly children: ComponentChildren
}

/** Something that can be read this one time. A click beside it does not end it. */
export function OnceDialog({ title, secret, what, done = 'Done', onClose, children }: OnceDialogProps) {
  return (
    <Dialog title={title} firm onClose={onClose}>
      <div class="stack">
        {children}
        <div class="stack" data-tight>
          <pre class="code-line">{secret}</pre>
          <p class="quiet">It is not shown again.</p>
        </div>
        <div class="dialog-foot">
          <CopyButton text={secret} what={what} />
          <button type="button" class="button" data-look="main" onClick={onClose}>
            {done}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

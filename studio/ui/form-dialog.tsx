import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog } from './dialog.tsx'
import { ProblemLine } from './problem-line.tsx'
import { useSubmit } from './use-submit.ts'

interface FormDialogProps {
  readonly title: string
  readonly wide?: boolean
  /** What the button says. */
  readonly act: string
  /** False while the button would lead nowhere. */
  readonly isReady?: boolean
  /** Does it and ends the dialog, or rejects. */
  readonly enter: () => Promise<unknown>
  readonly explain?: (error: unknown) => string
  readonly onClose: () => void
  /** The fields. */
  readonly children: ComponentChildren
}

/** A dialog to fill in. It says in place why something failed, and keeps what was typed when one clicks beside it. */
export function FormDialog({ title, wide, act, isReady = true, enter, explain, onClose, children }: FormDialogProps) {
  const { busy, problem, submit } = useSubmit(enter, explain)
  const [touched, setTouched] = useState(false)
  return (
    <Dialog title={title} wide={wide ?? false} firm={touched || busy} onClose={onClose}>
      <form class="stack" onSubmit={submit} onInput={() => setTouched(true)}>
        {children}
        <ProblemLine problem={problem} />
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button" data-look="main" disabled={busy || !isReady}>
            {act}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

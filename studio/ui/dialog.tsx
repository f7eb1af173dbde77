import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Icon } from './icon.tsx'

interface DialogProps {
  readonly title: string
  readonly wide?: boolean
  readonly children: ComponentChildren
  readonly onClose: () => void
}

const FIRST_FIELD = ':is(input, textarea, select):not(:disabled):not([type=radio]:not(:checked))'

/** A dialog over the page, for as long as it is rendered. Escape and a click beside it close it. */
export function Dialog({ title, wide, children, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    dialog.current?.showModal()
    // The browser would choose the button that closes.
    dialog.current?.querySelector<HTMLElement>(FIRST_FIELD)?.focus()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself.
    <dialog
      class="dialog"
      data-wide={wide ? '' : undefined}
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      onClick={event => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={id}>{title}</h2>
          <button
            type="button"
            class="button"
            data-look="plain"
            data-size="small"
            data-icon
            onClick={() => dialog.current?.close()}
          >
            <Icon name="close" />
            <span class="visually-hidden">Close</span>
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}

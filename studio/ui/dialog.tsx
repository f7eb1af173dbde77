import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from './icon.tsx'
import { standOnTop, Toasts } from './toast.tsx'

interface DialogProps {
  readonly title: string
  readonly wide?: boolean
  /** What it holds would be lost: a click beside it does nothing. */
  readonly firm?: boolean
  readonly children: ComponentChildren
  readonly onClose: () => void
}

const FIRST_FIELD = ':is(input, textarea, select):not(:disabled):not([type=radio]:not(:checked))'
const FIRST_ACT = '.dialog-foot button'

/**
 * A dialog over the page, for as long as it is rendered. Escape and a click beside it close it. Whatever ends it, the
 * focus goes back to where it was before.
 */
export function Dialog({ title, wide, firm, children, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const gone = useRef(false)
  const pressedBeside = useRef(false)
  const id = useId()
  // Not a plain effect: its end comes late, when a dialog that follows this one has looked where the focus is.
  useLayoutEffect(() => {
    const shown = dialog.current
    const before = document.activeElement
    const leave = standOnTop(id)
    gone.current = false
    shown?.showModal()
    // The browser would choose the button that closes: not where a second Enter would lose something.
    const first = shown?.querySelector<HTMLElement>(FIRST_FIELD) ?? (firm ? shown?.querySelector(FIRST_ACT) : null)
    if (first instanceof HTMLElement) first.focus()
    return () => {
      gone.current = true
      leave()
      // Taken out of the page while it is open, a dialog gives no focus back.
      shown?.close()
      giveBack(before, shown)
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself.
    <dialog
      class="dialog"
      data-wide={wide ? '' : undefined}
      ref={dialog}
      aria-labelledby={id}
      // The browser tells of a closing after the fact, when another dialog with the same `onClose` may stand already.
      onClose={() => gone.current || onClose()}
      onPointerDown={event => {
        pressedBeside.current = event.target === event.currentTarget
      }}
      // A text selected past the edge ends in a click on the dialog, too: only one that began beside it counts.
      onClick={event => {
        const beside = pressedBeside.current && event.target === event.currentTarget
        if (beside && !firm) event.currentTarget.close()
      }}
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
      <Toasts inside={id} />
    </dialog>
  )
}

/** To whom had it, unless the browser has done so or that one is gone: then to the room, not to the top of the page. */
function giveBack(before: Element | null, closed: HTMLElement | null): void {
  if (!(before instanceof HTMLElement) || before === document.body) return
  const now = document.activeElement
  if (now !== null && now !== document.body && !closed?.contains(now)) return
  const next = before.isConnected ? before : document.getElementById('room')
  next?.focus({ preventScroll: true })
}

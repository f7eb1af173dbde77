import { signal } from '@preact/signals'
import { inWords } from '../api.ts'
import { Icon } from './icon.tsx'

interface Toast {
  readonly id: number
  readonly text: string
  readonly undo?: () => void
}

/** How long a message stays: long enough to read and undo. */
const STAY_MS = 8_000

const toasts = signal<readonly Toast[]>([])
let last = 0

/** The modal dialogs that stand, the last on top. All but that one is inert, so it shows what is told. */
const dialogs = signal<readonly string[]>([])

/** Has `Toasts` shown inside the dialog of this id, until the answer is called. */
export function standOnTop(id: string): () => void {
  dialogs.value = [...dialogs.value, id]
  return () => {
    dialogs.value = dialogs.value.filter(one => one !== id)
  }
}

/** Says what happened, with a way back where there is one. */
export function tell(text: string, undo?: () => void): void {
  last += 1
  const id = last
  toasts.value = [...toasts.value.slice(-2), { id, text, ...(undo ? { undo } : {}) }]
  setTimeout(() => dismiss(id), STAY_MS)
}

/** Says what went wrong, in the server's words where it has some. */
export function fail(error: unknown): void {
  tell(inWords(error))
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter(toast => toast.id !== id)
}

/** What was told: over the page, or `inside` the dialog of that id while it is on top. */
export function Toasts({ inside }: { readonly inside?: string }) {
  if (dialogs.value.at(-1) !== inside) return null
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(toast => (
        <div class="toast" key={toast.id}>
          <span>{toast.text}</span>
          {toast.undo && (
            <button
              type="button"
              class="button"
              data-size="small"
              onClick={() => {
                dismiss(toast.id)
                toast.undo?.()
              }}
            >
              Undo
            </button>
          )}
          <button type="button" class="button" data-size="small" data-icon onClick={() => dismiss(toast.id)}>
            <Icon name="close" />
            <span class="visually-hidden">Dismiss</span>
          </button>
        </div>
      ))}
    </div>
  )
}

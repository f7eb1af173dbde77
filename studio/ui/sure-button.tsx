import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

interface SureButtonProps {
  /** What the second press says; the first is `children`. */
  readonly sure: ComponentChildren
  readonly onSure: () => void
  readonly size?: 'small'
  readonly disabled?: boolean
  readonly children: ComponentChildren
}

/** For what cannot be taken back: it asks once more in place, and forgets the first press when one goes on. */
export function SureButton({ sure, onSure, size, disabled, children }: SureButtonProps) {
  const [asked, setAsked] = useState(false)
  return (
    <button
      type="button"
      class="button"
      data-size={size}
      data-look={asked ? 'danger' : 'plain'}
      disabled={disabled}
      onBlur={() => setAsked(false)}
      onClick={() => (asked ? onSure() : setAsked(true))}
    >
      {asked ? sure : children}
    </button>
  )
}

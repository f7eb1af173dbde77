import { useState } from 'preact/hooks'

export interface OpenLine {
  /** Of the line that is open, if any. */
  readonly open: string | null
  readonly toggle: (id: string) => void
  /** Opens a line that was just made and goes to its first field. */
  readonly begin: (id: string) => void
}

/** Of a form that has opened, or of a table that has no line around it. */
const FIRST = '.rule-line-form input, td input, .source-line input'

/** One line of a list at a time is open. */
export function useOpenLine(list: string): OpenLine & { readonly elementOf: (id: string) => string } {
  const [open, setOpen] = useState<string | null>(null)
  const elementOf = (id: string) => `${list}-${id}`
  return {
    open,
    elementOf,
    toggle: id => setOpen(open === id ? null : id),
    begin(id) {
      setOpen(id)
      requestAnimationFrame(() => {
        const first = document.getElementById(elementOf(id))?.querySelector<HTMLInputElement>(FIRST)
        first?.focus()
        first?.select()
      })
    },
  }
}

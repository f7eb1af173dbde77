import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface NewLine<E> {
  /** Of what the list is in. */
  readonly place: RefObject<E | null>
  /** A line was added: once it is there, whoever added it is in its first text, wherever they pressed. */
  readonly awaitNew: () => void
}

/** Leads to a line that was added at the end of a list, which may be far from the button. `count`: how many lines there are. */
export function useNewLine<E extends HTMLElement>(count: number): NewLine<E> {
  const place = useRef<E>(null)
  const isAwaited = useRef(false)
  useEffect(() => {
    if (!isAwaited.current) return
    isAwaited.current = false
    place.current?.querySelector<HTMLElement>('ol > li:last-of-type input')?.focus()
  }, [count])
  return { place, awaitNew: () => (isAwaited.current = true) }
}

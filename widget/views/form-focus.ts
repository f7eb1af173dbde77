import { useEffect, useRef } from 'preact/hooks'
import type { Talk } from '../talk.ts'

const WANTED = ['.summary', '[aria-invalid=true]', '.doubt', '.field :is(input,textarea,select)']

/** Once it is drawn: what is wrong, else the first field. */
export function focusSoon(root: HTMLElement | null): void {
  setTimeout(() => {
    const found = WANTED.map(selector => root?.querySelector<HTMLElement>(selector)).find(Boolean)
    found?.focus()
  })
}

/** Moves the focus to what the visitor gets, where the button they pressed is gone; never before they have acted. */
export function useOutcomeFocus(root: { readonly current: HTMLElement | null }, { played }: Talk): () => void {
  const acted = useRef(false)
  const { id, kind } = played.position
  useEffect(() => {
    if (acted.current && kind !== 'ask') root.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: false })
  }, [id])
  return () => {
    acted.current = true
  }
}

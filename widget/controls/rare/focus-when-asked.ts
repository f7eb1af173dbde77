import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/** Where typing is the way to answer, the focus goes on from the question to the box. It is never taken from anywhere else. */
export function useFocusWhenAsked(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = box.current?.getRootNode()
    if (root instanceof ShadowRoot && root.activeElement?.id === 'question') box.current?.focus({ preventScroll: true })
  }, [box])
}

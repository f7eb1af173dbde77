import { useEffect } from 'preact/hooks'
import type { Editor } from './editor.ts'

/** ⌘Z and ⇧⌘Z (Ctrl elsewhere) walk through the edits. In a text field too: its letters are edits of the draft. */
export function useUndoKeys(editor: Editor): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const mod = event.metaKey || event.ctrlKey
      const key = event.key.toLowerCase()
      if (!mod || event.altKey || (key !== 'z' && key !== 'y')) return
      if (event.target instanceof Element && event.target.closest('dialog, [data-own-undo]')) return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) editor.redo()
      else editor.undo()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [editor])
}

import { Icon } from '../../ui/icon.tsx'
import { useFlow } from '../editor/editor-context.ts'
import type { Note } from '../editor/findings.ts'
import { exampleInWords } from './example-in-words.ts'

/** What the checks say about one place, beside that place. */
export function MarginNotes({ notes }: { readonly notes: readonly Note[] }) {
  const { flow } = useFlow()
  if (notes.length === 0) return null
  return (
    <ul class="margin-notes">
      {notes.map(note => {
        const example = exampleInWords(flow, note.example)
        return (
          <li key={`${note.pointer} ${note.code} ${note.message}`} data-severity={note.severity}>
            <Icon name="warn" />
            <span>
              <span class="visually-hidden">{note.severity === 'error' ? 'Error: ' : 'Warning: '}</span>
              {note.message}
              {example && <small>For example: {example}</small>}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

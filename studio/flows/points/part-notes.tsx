import type { DraftPart } from '#server/http/api-type.ts'
import { useEditor } from '../editor/editor-context.ts'
import { notesAt } from '../editor/findings.ts'
import { MarginNotes } from '../questions/margin-notes.tsx'

interface PartNotesProps {
  readonly part: DraftPart
  /** RFC 6901, from the part. */
  readonly prefix: string
  /** Only findings about exactly this place, not those inside it. */
  readonly own?: boolean
}

/** What the checks say about a place of a part. */
export function PartNotes({ part, prefix, own }: PartNotesProps) {
  const notes = notesAt(useEditor().findings.value, part, prefix)
  return <MarginNotes notes={own ? notes.filter(({ pointer }) => pointer === prefix) : notes} />
}

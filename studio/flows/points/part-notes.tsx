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
  /** Findings from here on stand elsewhere. */
  readonly except?: string
}

/** What the checks say about a place of a part. */
export function PartNotes({ part, prefix, own, except }: PartNotesProps) {
  const notes = notesAt(useEditor().findings.value, part, prefix).filter(({ pointer }) => {
    return own ? pointer === prefix : except === undefined || !isWithin(pointer, except)
  })
  return <MarginNotes notes={notes} />
}

function isWithin(pointer: string, prefix: string): boolean {
  return pointer === prefix || pointer.startsWith(`${prefix}/`)
}

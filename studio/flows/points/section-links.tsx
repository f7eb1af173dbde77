import { useEditor } from '../editor/editor-context.ts'
import type { Note } from '../editor/findings.ts'

/** Parts of the room in their order: where they stand, and which findings of the model are shown there. */
const SECTIONS: readonly { readonly id: string; readonly label: string; readonly of: readonly string[] }[] = [
  {
    id: 'points-lines',
    label: 'Lines',
    of: ['/thresholds', '/mql', '/sal', '/milestones', '/grades', '/hundred', '/askedForSales'],
  },
  { id: 'points-fit', label: 'Fit', of: ['/fit', '/fitCap'] },
  { id: 'points-engagement', label: 'Engagement', of: ['/engagement', '/caps'] },
  { id: 'points-regions', label: 'Regions', of: ['/regions'] },
  { id: 'points-profiles', label: 'Ideal customers', of: ['/profiles'] },
  { id: 'points-personas', label: 'Personas', of: ['/personas'] },
  { id: 'points-out', label: 'Out of the question', of: ['/disqualify'] },
  { id: 'points-plausibility', label: 'What does not add up', of: ['/plausibility'] },
]

/** The parts of a long room, each with how many findings wait there. */
export function SectionLinks() {
  const { findings } = useEditor()
  const notes = findings.value.filter(({ part }) => part === 'model')
  return (
    <nav class="section-links" aria-label="Parts of the points">
      {SECTIONS.map(({ id, label, of }) => {
        const own = notes.filter(({ pointer }) => of.some(place => isAt(pointer, place)))
        return (
          <a key={id} href={`#${id}`}>
            {label}
            {own.length > 0 && <Findings notes={own} />}
          </a>
        )
      })}
    </nav>
  )
}

function Findings({ notes }: { readonly notes: readonly Note[] }) {
  const errors = notes.some(({ severity }) => severity === 'error')
  return (
    <span class="tag" data-tone={errors ? 'bad' : 'warn'}>
      {notes.length}
      <span class="visually-hidden"> to look at</span>
    </span>
  )
}

function isAt(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`)
}

import type { ComponentChildren } from 'preact'
import { useFlow } from '../editor/editor-context.ts'
import type { Note } from '../editor/findings.ts'
import { MarginNotes } from './margin-notes.tsx'

interface FrameItemProps {
  readonly title: string
  readonly words: string
  /** Beginning of its wording keys: tells whether one of them is under test. */
  readonly tested: string
  readonly open: boolean
  readonly notes: readonly Note[]
  readonly children: ComponentChildren
  readonly onToggle: () => void
}

/** What stands around the steps: one line that opens into its form. */
export function FrameItem({ title, words, tested, open, notes, children, onToggle }: FrameItemProps) {
  const { flow } = useFlow()
  const experiment = flow.experiments?.find(({ variants }) =>
    variants.some(({ patch }) => Object.keys(patch).some(key => key.startsWith(tested))),
  )
  return (
    <li class="step" data-open={open ? '' : undefined}>
      <button type="button" class="step-head" aria-expanded={open} onClick={onToggle}>
        <span class="step-words">
          <span class="step-text">
            <small>{title}</small>
            {words}
          </span>
        </span>
        {experiment && (
          <span class="step-tags">
            <span class="tag" data-tone="accent">
              {experiment.variants.map(({ id }) => id.toUpperCase()).join('/')}
            </span>
          </span>
        )}
      </button>
      <MarginNotes notes={notes} />
      {open && children}
    </li>
  )
}

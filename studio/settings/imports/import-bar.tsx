import { counted, grouped } from './import-words.ts'
import type { Progress } from './run-parts.ts'

interface ImportBarProps {
  readonly progress: Pick<Progress, 'rows' | 'total'>
  readonly doing: string
}

/** How many rows are through. */
export function ImportBar({ progress: { rows, total }, doing }: ImportBarProps) {
  return (
    <div class="stack" data-tight>
      <progress class="import-bar" value={rows} max={total} aria-label={doing} />
      <p class="quiet">
        {doing}: {grouped(rows)} of {counted(total, 'row', 'rows')}
      </p>
    </div>
  )
}

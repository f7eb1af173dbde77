import type { Conflict } from './use-versioned.ts'

interface SavedMeanwhileProps {
  readonly conflict: Conflict | null
  readonly busy: boolean
}

/** Somebody else saved in between: the two ways on. */
export function SavedMeanwhile({ conflict, busy }: SavedMeanwhileProps) {
  if (!conflict) return null
  return (
    <div class="notice stack" data-tight data-tone="warn" role="alert">
      <p>
        <strong>Somebody else saved meanwhile.</strong> Your edits are safe here and not saved yet.
      </p>
      <div class="row">
        <button type="button" class="button" data-size="small" disabled={busy} onClick={conflict.takeTheirs}>
          Load theirs
        </button>
        <button type="button" class="button" data-size="small" disabled={busy} onClick={conflict.saveMine}>
          Save mine over it
        </button>
      </div>
    </div>
  )
}

import { useState } from 'preact/hooks'
import type { FlowChanges } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { may } from '../../me.ts'
import { fail } from '../../ui/toast.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { count } from '../../words.ts'
import { useEditor } from '../editor/editor-context.ts'
import { PublishDialog } from './publish-dialog.tsx'

/** Says what publishing would change and what stands in its way. */
export function PublishBar() {
  const editor = useEditor()
  const [reviewing, setReviewing] = useState(false)
  const { data: changes } = useLoad(`changes ${editor.id} ${editor.saves.value}`, () =>
    get<FlowChanges>(`/flows/${editor.id}/changes`),
  )
  const notes = editor.findings.value
  const errors = notes.filter(({ severity }) => severity === 'error').length
  const warnings = notes.length - errors
  const review = () => editor.flush().then(() => setReviewing(true), fail)
  const fresh = changes?.since === null
  const nothing = changes !== undefined && !fresh && changes.changes.length === 0
  return (
    <footer class="publish-bar">
      <p role="status">
        <strong>{summary(changes)}</strong>
        {errors > 0 && (
          <span class="tag" data-tone="bad">
            {count(errors, 'error')}
          </span>
        )}
        {warnings > 0 && (
          <span class="tag" data-tone="warn">
            {count(warnings, 'warning')}
          </span>
        )}
      </p>
      {may('edit_flows') && (
        <button
          type="button"
          class="button"
          data-look="main"
          disabled={nothing || changes === undefined || editor.saving.value === 'conflict'}
          onClick={() => void review()}
        >
          Review and publish
        </button>
      )}
      {reviewing && <PublishDialog onClose={() => setReviewing(false)} />}
    </footer>
  )
}

function summary(changes: FlowChanges | undefined): string {
  if (!changes) return ''
  if (!changes.since) return 'Nobody sees this flow yet'
  if (changes.changes.length === 0) return `Release ${changes.since.number} is live, nothing changed since`
  return `${count(changes.changes.length, 'change')} since release ${changes.since.number}`
}

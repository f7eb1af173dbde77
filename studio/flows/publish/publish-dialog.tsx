import { useState } from 'preact/hooks'
import type { FlowChanges } from '#server/http/api-type.ts'
import { get, RequestFailed } from '../../api.ts'
import { PublishNote } from '../../models/publish-note.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { tell } from '../../ui/toast.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { useEditor, useFlow } from '../editor/editor-context.ts'
import type { Note } from '../editor/findings.ts'
import { MarginNotes } from '../questions/margin-notes.tsx'
import { ChangeList } from './change-list.tsx'

/** What will change for visitors, what stands in the way, and the button that does it. */
export function PublishDialog({ onClose }: { readonly onClose: () => void }) {
  const editor = useEditor()
  const { flow } = useFlow()
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { data, error } = useLoad(`review ${editor.saves.value}`, () => get<FlowChanges>(`/flows/${editor.id}/changes`))
  const errors = editor.findings.value.filter(({ severity }) => severity === 'error')
  const warnings = editor.findings.value.filter(({ severity }) => severity === 'warning')
  const number = Math.max(0, ...editor.detail.value.releases.map(release => release.number)) + 1

  const publish = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    const before = editor.detail.value.live
    try {
      await editor.publish(note.trim())
      onClose()
      const back = before && (() => void editor.rollback(before.id))
      tell(`Release ${number} of “${flow.name}” is live`, ...(back ? [back] : []))
    } catch (failed) {
      setProblem(failed instanceof RequestFailed ? failed.message : 'Publishing did not work. Try again.')
      setBusy(false)
    }
  }
  return (
    <Dialog title={`Publish release ${number}`} wide onClose={onClose}>
      <form class="stack" onSubmit={publish}>
        {error ? <Trouble error={error} /> : data && <ChangeList changes={data} />}
        <Checks title="These must be put right first" notes={errors} />
        <Checks title="Worth a look" notes={warnings} />
        {data?.changes.some(({ part }) => part === 'model') && <PublishNote flow={editor.id} />}
        <TextField
          label="Note for colleagues"
          hint="Shown in the list of releases."
          maxLength={500}
          value={note}
          onText={setNote}
        />
        <p class="quiet">Visitors who are in a conversation finish it as they began it.</p>
        {problem && (
          <p class="notice" data-tone="bad" role="alert">
            {problem}
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Not yet
          </button>
          <button type="submit" class="button" data-look="main" disabled={busy || errors.length > 0 || !data}>
            Publish release {number}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function Checks({ title, notes }: { readonly title: string; readonly notes: readonly Note[] }) {
  if (notes.length === 0) return null
  return (
    <section class="stack" data-tight>
      <h3>{title}</h3>
      <MarginNotes notes={notes} />
    </section>
  )
}

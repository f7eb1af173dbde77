import { useState } from 'preact/hooks'
import type { CreateWorkspaceRequest, WorkspaceMade } from '#server/http/api-type.ts'
import { post, RequestFailed } from '../api.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'

/** Makes a workspace and goes there. */
export function NewWorkspaceDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const make = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblem('')
    try {
      await post<WorkspaceMade>('/workspaces', { name: name.trim() } satisfies CreateWorkspaceRequest)
      location.assign('/studio/settings/installation')
    } catch (error) {
      setProblem(error instanceof RequestFailed ? error.message : 'Something went wrong. Try again.')
      setBusy(false)
    }
  }
  return (
    <Dialog title="New workspace" onClose={onClose}>
      <form class="stack" onSubmit={make}>
        <p class="quiet">
          For another client or brand. It has a site, flows, leads and people of its own; you will be its owner, and
          nobody here sees it unless you invite them.
        </p>
        <TextField
          label="What is it called?"
          placeholder="Client or brand"
          required
          maxLength={120}
          value={name}
          onText={setName}
        />
        {problem && (
          <p class="notice" data-tone="bad" role="alert">
            {problem}
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button" data-look="main" disabled={busy || name.trim() === ''}>
            Create and open
          </button>
        </div>
      </form>
    </Dialog>
  )
}

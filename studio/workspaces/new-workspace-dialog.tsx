import { useState } from 'preact/hooks'
import type { CreateWorkspaceRequest, WorkspaceMade } from '#server/http/api-type.ts'
import { post } from '../api.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { TextField } from '../ui/text-field.tsx'

/** Makes a workspace and goes there. */
export function NewWorkspaceDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('')
  const make = async () => {
    await post<WorkspaceMade>('/workspaces', { name: name.trim() } satisfies CreateWorkspaceRequest)
    location.assign('/studio/settings/installation')
  }
  return (
    <FormDialog title="New workspace" act="Create and open" isReady={name.trim() !== ''} enter={make} onClose={onClose}>
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
    </FormDialog>
  )
}

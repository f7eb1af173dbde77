import { useEffect, useState } from 'preact/hooks'
import type { ModelSettings } from '#server/http/api-type.ts'
import { put } from '../api.ts'
import { may } from '../me.ts'
import { NumberField } from '../ui/number-field.tsx'
import { fail, tell } from '../ui/toast.tsx'

interface ModelSettingsProps {
  readonly settings: ModelSettings
  readonly onSaved: () => void
}

/** How the workspace looks after its models. */
export function ModelSettingsPanel({ settings, onSaved }: ModelSettingsProps) {
  const [draft, setDraft] = useState(settings)
  // Signatures can be switched off beside what asks for them, too.
  useEffect(() => setDraft(settings), [settings.signOff, settings.reviewDays])
  const mayEdit = may('edit_flows')
  const changed = draft.signOff !== settings.signOff || draft.reviewDays !== settings.reviewDays
  const save = (event: Event) => {
    event.preventDefault()
    put<ModelSettings>('/model-settings', draft).then(() => {
      tell('Saved for all flows')
      onSaved()
    }, fail)
  }
  return (
    <form class="panel model-part" onSubmit={save}>
      <header>
        <h2>Looking after models</h2>
        <p class="quiet">Holds for all flows of this workspace.</p>
      </header>
      <label class="choice">
        <input
          type="checkbox"
          checked={draft.signOff}
          disabled={!mayEdit}
          onChange={event => setDraft({ ...draft, signOff: event.currentTarget.checked })}
        />
        <span>
          Marketing and sales sign a model before it goes live
          <small>Two people, one a side. A change after that asks both again.</small>
        </span>
      </label>
      <NumberField
        label="Remind to look it through after"
        hint="0 = never"
        unit="days"
        min={0}
        max={365}
        value={draft.reviewDays}
        onNumber={days => days !== null && setDraft({ ...draft, reviewDays: days })}
      />
      {mayEdit && (
        <div>
          <button type="submit" class="button" disabled={!changed}>
            Save
          </button>
        </div>
      )}
    </form>
  )
}

import { useState } from 'preact/hooks'
import type { CreateApiKeyRequest, NewApiKey } from '#server/http/api-type.ts'
import { post } from '../../api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { OnceDialog } from '../../ui/once-dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { type ApiScope, SCOPES } from './scopes.ts'

/** Makes a key and shows it, this one time. */
export function NewKeyDialog({ onMade, onClose }: { readonly onMade: () => void; readonly onClose: () => void }) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly ApiScope[]>(['events:write'])
  const [made, setMade] = useState<NewApiKey | null>(null)

  const make = async () => {
    const wanted: CreateApiKeyRequest = { name: name.trim(), scopes }
    setMade(await post<NewApiKey>('/api-keys', wanted))
    onMade()
  }
  if (made) {
    return (
      <OnceDialog
        title={`Key for ${made.name}: copy it now`}
        secret={made.secret}
        what="key"
        done="I have it"
        onClose={onClose}
      >
        <p>Keep it on your servers, never in a page.</p>
      </OnceDialog>
    )
  }
  const toggle = (scope: ApiScope, on: boolean) =>
    setScopes(before => (on ? [...before, scope] : before.filter(one => one !== scope)))
  return (
    <FormDialog
      title="Make an API key"
      act="Make the key"
      isReady={scopes.length > 0 && name.trim() !== ''}
      enter={make}
      onClose={onClose}
    >
      <TextField
        label="Which system is it for?"
        hint="One key a system, so that you can revoke it alone."
        placeholder="Mailer"
        required
        maxLength={80}
        value={name}
        onText={setName}
      />
      <fieldset class="stack" data-tight>
        <legend class="label">What it may do</legend>
        {SCOPES.map(({ id, label, does }) => (
          <label class="choice" key={id}>
            <input
              type="checkbox"
              checked={scopes.includes(id)}
              onChange={event => toggle(id, event.currentTarget.checked)}
            />
            <span>
              {label}
              <small>{does}</small>
            </span>
          </label>
        ))}
      </fieldset>
    </FormDialog>
  )
}

import { useState } from 'preact/hooks'
import type { CreateApiKeyRequest, NewApiKey } from '#server/http/api-type.ts'
import { post, RequestFailed } from '../../api.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { type ApiScope, SCOPES } from './scopes.ts'

/** Makes a key and shows it, this one time. */
export function NewKeyDialog({ onMade, onClose }: { readonly onMade: () => void; readonly onClose: () => void }) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly ApiScope[]>(['events:write'])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const [made, setMade] = useState<NewApiKey | null>(null)

  const make = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblem('')
    try {
      const wanted: CreateApiKeyRequest = { name: name.trim(), scopes }
      setMade(await post<NewApiKey>('/api-keys', wanted))
      onMade()
    } catch (error) {
      setProblem(error instanceof RequestFailed ? error.message : 'Something went wrong. Try again.')
    } finally {
      setBusy(false)
    }
  }
  if (made) return <KeyOnce made={made} onClose={onClose} />
  const toggle = (scope: ApiScope, on: boolean) =>
    setScopes(before => (on ? [...before, scope] : before.filter(one => one !== scope)))
  return (
    <Dialog title="Make an API key" onClose={onClose}>
      <form class="stack" onSubmit={make}>
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
        {problem && (
          <p class="notice" data-tone="bad" role="alert">
            {problem}
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            class="button"
            data-look="main"
            disabled={busy || scopes.length === 0 || name.trim() === ''}
          >
            Make the key
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function KeyOnce({ made, onClose }: { readonly made: NewApiKey; readonly onClose: () => void }) {
  return (
    <Dialog title={`Key for ${made.name}: copy it now`} onClose={onClose}>
      <div class="secret">
        <p>It is not shown again. Keep it on your servers, never in a page.</p>
        <pre class="code-line">{made.secret}</pre>
        <div class="dialog-foot">
          <CopyButton text={made.secret} what="key" />
          <button type="button" class="button" data-look="main" onClick={onClose}>
            I have it
          </button>
        </div>
      </div>
    </Dialog>
  )
}

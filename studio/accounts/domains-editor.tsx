import { useState } from 'preact/hooks'
import type { AccountPage } from '#server/http/api-type.ts'
import { RequestFailed } from '../api.ts'
import { may } from '../me.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { fail, tell } from '../ui/toast.tsx'

interface DomainsEditorProps {
  readonly account: AccountPage
  readonly onSave: (domains: readonly string[]) => Promise<void>
}

/** Other domains of the same company: subsidiaries, older names. */
export function DomainsEditor({ account, onSave }: DomainsEditorProps) {
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const { domain, domains } = account
  const save = async (next: readonly string[], done: string) => {
    try {
      setError(undefined)
      await onSave(next)
      setText('')
      tell(done, () => void onSave(domains).catch(fail))
    } catch (failed) {
      const problem = failed instanceof RequestFailed ? failed.errors[0]?.message : undefined
      if (problem) setError(problem)
      else fail(failed)
    }
  }
  return (
    <section class="panel account-panel">
      <h2>Domains of this company</h2>
      <ul class="domains">
        <li>
          <code>{domain}</code>
          <span class="quiet">names the account</span>
        </li>
        {domains.map(other => (
          <li key={other}>
            <code>{other}</code>
            {may('edit_flows') && (
              <IconButton
                icon="close"
                label={`Take ${other} off`}
                onClick={() =>
                  void save(
                    domains.filter(one => one !== other),
                    `${other} is an account of its own again`,
                  )
                }
              />
            )}
          </li>
        ))}
      </ul>
      {may('edit_flows') ? (
        <form
          class="add-domain"
          onSubmit={event => {
            event.preventDefault()
            const wanted = text.trim()
            if (wanted) void save([...domains, wanted], `People at ${wanted} count for this account`)
          }}
        >
          <TextField
            label="Subsidiary or older domain"
            placeholder="subsidiary.example"
            value={text}
            error={error}
            onText={setText}
          />
          <button type="submit" class="button">
            Add domain
          </button>
        </form>
      ) : (
        domains.length === 0 && <p class="quiet">No other domains.</p>
      )}
    </section>
  )
}

import { useState } from 'preact/hooks'
import type { ApiKeyRow } from '#server/http/api-type.ts'
import { get, request } from '../../api.ts'
import { may } from '../../me.ts'
import { Cell, DataTable, RowActs } from '../../ui/data-table.tsx'
import { Icon } from '../../ui/icon.tsx'
import { SureButton } from '../../ui/sure-button.tsx'
import { fail, tell } from '../../ui/toast.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { When } from '../../ui/when.tsx'
import { NewKeyDialog } from './new-key-dialog.tsx'
import { scopeInWords } from './scopes.ts'

/** Keys with which the company's other systems call Parley. */
export function ApiKeysRoom() {
  if (!may('manage_api_keys')) return <p>Owners of the workspace make and revoke API keys.</p>
  return <ApiKeys />
}

function ApiKeys() {
  const { data: keys, error, reload } = useLoad('api-keys', () => get<readonly ApiKeyRow[]>('/api-keys'))
  const [adding, setAdding] = useState(false)
  if (!keys) return error ? <Trouble error={error} retry={reload} /> : null
  const live = keys.filter(key => key.revokedAt === null)
  const revoked = keys.filter(key => key.revokedAt !== null)
  return (
    <>
      <p>
        Your mailer, CRM or data warehouse tells Parley what people do with a key of its own. What it can send is in the{' '}
        <a href="/v1/docs" target="_blank" rel="noreferrer">
          API guide
        </a>
        .
      </p>
      {Boolean(error) && <Trouble error={error} retry={reload} />}
      {live.length > 0 && <KeyTable caption="Keys in use" keys={live} onChanged={reload} />}
      <div class="row">
        <button
          type="button"
          class="button"
          data-look={live.length === 0 ? 'main' : undefined}
          onClick={() => setAdding(true)}
        >
          <Icon name="plus" />
          {live.length === 0 ? 'Make the first key' : 'Make a key'}
        </button>
      </div>
      {revoked.length > 0 && (
        <section class="setting">
          <h2>Revoked</h2>
          <KeyTable caption="Revoked keys" keys={revoked} />
        </section>
      )}
      {adding && <NewKeyDialog onMade={reload} onClose={() => setAdding(false)} />}
    </>
  )
}

interface KeyTableProps {
  readonly caption: string
  readonly keys: readonly ApiKeyRow[]
  /** Left out: nothing can be done with them any more. */
  readonly onChanged?: () => void
}

function KeyTable({ caption, keys, onChanged }: KeyTableProps) {
  const end = onChanged ? 'Last used' : 'Revoked'
  return (
    <DataTable caption={caption} heads={['Name', 'Begins with', 'May', 'Made', end]} hasActs={onChanged !== undefined}>
      {keys.map(key => (
        <tr key={key.id}>
          <th scope="row">{key.name}</th>
          <Cell head="Begins with">
            <code>{key.prefix}…</code>
          </Cell>
          <Cell head="May">{key.scopes.map(scopeInWords).join(', ')}</Cell>
          <Cell head="Made">
            <When at={key.createdAt} />
            {key.createdBy && <span class="quiet"> by {key.createdBy}</span>}
          </Cell>
          <Cell head={end}>
            {onChanged ? <LastUse at={key.lastUsedAt} /> : key.revokedAt !== null && <When at={key.revokedAt} />}
          </Cell>
          {onChanged && (
            <RowActs>
              <RevokeButton apiKey={key} onRevoked={onChanged} />
            </RowActs>
          )}
        </tr>
      ))}
    </DataTable>
  )
}

function LastUse({ at }: { readonly at: number | null }) {
  return at === null ? <span class="quiet">never</span> : <When at={at} />
}

/** A key that is gone stays gone, so it asks once more in place. */
function RevokeButton({ apiKey, onRevoked }: { readonly apiKey: ApiKeyRow; readonly onRevoked: () => void }) {
  const [busy, setBusy] = useState(false)
  const revoke = async () => {
    setBusy(true)
    try {
      await request('DELETE', `/api-keys/${apiKey.id}`)
      tell(`${apiKey.name} opens nothing any more`)
      onRevoked()
    } catch (error) {
      fail(error)
      setBusy(false)
    }
  }
  return (
    <SureButton
      size="small"
      disabled={busy}
      sure={
        <>
          Revoke for good<span class="visually-hidden"> {apiKey.name}</span>
        </>
      }
      onSure={() => void revoke()}
    >
      Revoke
      <span class="visually-hidden"> {apiKey.name}</span>
    </SureButton>
  )
}

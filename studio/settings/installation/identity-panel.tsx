import { useState } from 'preact/hooks'
import type { IdentitySecret } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { tell } from '../../ui/toast.tsx'

/** What the customer's own server signs identity tokens with. Fetched when somebody wants to see it, and not before. */
export function IdentityPanel() {
  const [secret, setSecret] = useState<string>()
  const [busy, setBusy] = useState(false)
  const show = async () => {
    setBusy(true)
    try {
      setSecret((await get<IdentitySecret>('/site/identity')).secret)
    } catch {
      tell('The secret could not be loaded. Try again.')
    } finally {
      setBusy(false)
    }
  }
  return (
    <section class="panel setting">
      <header class="row" data-spread>
        <h2>Visitors who are signed in</h2>
        {secret !== undefined && <CopyButton text={secret} what="identity secret" />}
      </header>
      <p class="quiet">
        Your server signs a token (JWT, HS256) with this secret, the page passes it on with{' '}
        <code>parley('identify', token)</code>, and the lead card shows who it was. Keep the secret on your server:
        whoever has it can speak for any of your customers.
      </p>
      {secret === undefined ? (
        <div>
          <button type="button" class="button" disabled={busy} onClick={show}>
            Show the identity secret
          </button>
        </div>
      ) : (
        <pre class="code-line">{secret}</pre>
      )}
    </section>
  )
}

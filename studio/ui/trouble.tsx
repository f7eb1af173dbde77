import { inWords, RequestFailed } from '../api.ts'
import { me } from '../me.ts'
import { enterWorkspace } from '../workspaces/enter-workspace.ts'

/** A room that could not be loaded: what happened and what to do. */
export function Trouble({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const missing = error instanceof RequestFailed && error.status === 404
  return (
    <div class="empty" role="alert">
      <h2>{missing ? 'This is not here any more' : 'This did not load'}</h2>
      <p>{missing ? 'It was erased, or the link is incomplete.' : inWords(error)}</p>
      {missing && <Elsewhere />}
      {retry && !missing && (
        <button type="button" class="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  )
}

/** A link from a mail may lead into another workspace than the one the session is in. */
function Elsewhere() {
  const { workspace, workspaces = [] } = me.value ?? {}
  const others = workspaces.filter(({ id }) => id !== workspace?.id)
  if (others.length === 0) return null
  return (
    <>
      <p>You are in {workspace?.name}. It may be in another of your workspaces:</p>
      <span class="row">
        {others.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            class="button"
            onClick={() => void enterWorkspace(id, location.pathname + location.search)}
          >
            Look in {name}
          </button>
        ))}
      </span>
    </>
  )
}

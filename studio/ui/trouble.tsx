import { RequestFailed } from '../api.ts'

/** A room that could not be loaded: what happened and what to do. */
export function Trouble({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const missing = error instanceof RequestFailed && error.status === 404
  return (
    <div class="empty" role="alert">
      <h2>{missing ? 'This is not here any more' : 'This did not load'}</h2>
      <p>{missing ? 'It was erased, or the link is incomplete.' : words(error)}</p>
      {retry && !missing && (
        <button type="button" class="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  )
}

function words(error: unknown): string {
  return error instanceof RequestFailed ? error.message : 'Something went wrong. Reload the page and try again.'
}

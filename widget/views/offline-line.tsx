import type { Words } from '../locales/words.ts'

/** Says quietly that the server is out of reach. */
export function OfflineLine({ words }: { readonly words: Words }) {
  return (
    <p class="small" role="status">
      {words.offline}
    </p>
  )
}

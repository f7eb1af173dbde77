import type { PinnedTag } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'

/** The tag for teams that allow scripts by their hash only. */
export function PinnedTagPanel() {
  const { data, error, reload } = useLoad('pinned-tag', () => get<PinnedTag>('/site/pinned-tag'))
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  return (
    <section class="panel setting">
      <header class="row" data-spread>
        <h2>Pinned tag</h2>
        <CopyButton text={data.tag} what="pinned tag" />
      </header>
      <p class="quiet">
        For sites that check scripts by their hash. Its bytes never change, so updates of Parley reach this page only
        when you paste a newer tag; what you publish still reaches it at once.
      </p>
      <pre class="code-line">{data.tag}</pre>
    </section>
  )
}

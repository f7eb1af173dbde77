import type { Placement } from '#flows/placement.ts'
import { CopyButton } from '../../ui/copy-button.tsx'

interface PlacementHelpProps {
  readonly flow: string
  readonly placement: Pick<Placement, 'surface' | 'shape'>
}

/** What to paste where, for a place that Parley does not put there by itself. */
export function PlacementHelp({ flow, placement: { surface, shape } }: PlacementHelpProps) {
  const isHosted = surface === 'hosted'
  const text = isHosted
    ? `${location.origin}/f/${flow}`
    : `<parley-widget flow="${flow}" shape="${shape}"></parley-widget>`
  return (
    <div class="stack" data-tight>
      <div class="row" data-spread>
        {isHosted ? (
          <p class="quiet">Link to it from mails and posts, once the flow is published.</p>
        ) : (
          <p class="quiet">
            Put this where it should stand. The page needs the tag from{' '}
            <a href="/studio/settings/installation">Installation</a> once.
          </p>
        )}
        <CopyButton text={text} what={isHosted ? 'address' : 'element'} />
      </div>
      <pre class="code-line">{text}</pre>
    </div>
  )
}

import { Icon } from './icon.tsx'
import type { ViewProps } from './view-props.ts'

/** Title and way out of a form that stands over the page; nothing where it is part of the page. */
export function FormTop({ talk, words, close }: Pick<ViewProps, 'talk' | 'words' | 'close'>) {
  return (
    close && (
      <div class="top">
        <p>{talk.player.flow.launcher?.label}</p>
        <button type="button" class="round" aria-label={words.close} onClick={close}>
          <Icon d="M6 6l12 12M18 6 6 18" />
        </button>
      </div>
    )
  )
}

import type { Conversation } from '../conversation.ts'
import type { Words } from '../locales/words.ts'

export interface OfflineLineProps {
  readonly conversation: Conversation
  readonly words: Words
}

/** Says quietly that the server is out of reach; or that it will not take what was said here, with two ways on. */
export function OfflineLine({ conversation, words }: OfflineLineProps) {
  const { refused, config, record } = conversation
  if (!refused) {
    return (
      <p class="small" role="status">
        {words.offline}
      </p>
    )
  }
  return (
    <div class="refused">
      <p class="bad" role="status">
        {words.unsaved}
      </p>
      <div class="row ways">
        <button type="button" class="quiet" onClick={refused.again}>
          {words.retry}
        </button>
        <a
          class="quiet"
          href={`${config.api}/f/${config.site}/${record.flow}?plain=1`}
          target="_blank"
          rel="noopener"
          aria-label={`${words.ownPage} (${words.newTab})`}
        >
          {words.ownPage}
        </a>
      </div>
    </div>
  )
}

import type { Notice } from '#flows/flow.ts'
import type { Words } from '../locales/words.ts'
import { safeUrl } from '../safe-url.ts'

/** Who handles the answers, before the first that tells who somebody is. */
export function NoticeText({ notice, words }: { readonly notice: Notice; readonly words: Words }) {
  const url = safeUrl(notice.url)
  return (
    <p class="small">
      {notice.text}{' '}
      {url && (
        <a href={url} target="_blank" rel="noopener">
          {words.notice}
        </a>
      )}
    </p>
  )
}

import type { OpeningWords } from '../locales/words.ts'

export interface FailedProps {
  readonly words: OpeningWords
  readonly close: (() => void) | undefined
  retry(): void
}

/** The flow could not be had. */
export function Failed({ words, close, retry }: FailedProps) {
  return (
    <div class="column">
      <p role="status">{words.failed}</p>
      <div class="chips">
        <button type="button" class="chip" onClick={retry}>
          {words.retry}
        </button>
        {close && (
          <button type="button" class="chip" onClick={close}>
            {words.close}
          </button>
        )}
      </div>
    </div>
  )
}

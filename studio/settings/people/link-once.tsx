import type { Mailed } from '#server/http/api-type.ts'
import { OnceDialog } from '../../ui/once-dialog.tsx'

/** A link and whom it is for. */
export interface FreshLink {
  readonly title: string
  readonly words: string
  readonly link: string
  /** Whose mailbox it went to, or is meant for. */
  readonly to: string
  readonly mailed: Mailed
}

/** Has the room show a link: a row may be gone before it is read. */
export type ShowLink = (link: FreshLink) => void

interface LinkOnceProps extends FreshLink {
  readonly onClose: () => void
}

/** A link, the one time it can be read. */
export function LinkOnce({ title, words, link, to, mailed, onClose }: LinkOnceProps) {
  return (
    <OnceDialog title={title} secret={link} what="link" onClose={onClose}>
      {mailed.state === 'sent' && (
        <p class="notice" data-tone="good">
          Sent to {to}. You can hand the link on yourself, too.
        </p>
      )}
      {mailed.state === 'failed' && (
        <p class="notice" data-tone="warn">
          The mail to {to} did not go out: {mailed.detail} Hand the link on yourself.
        </p>
      )}
      {mailed.state === 'off' && <p>No mail server is set up, so hand the link to {to} yourself.</p>}
      <p>{words}</p>
    </OnceDialog>
  )
}

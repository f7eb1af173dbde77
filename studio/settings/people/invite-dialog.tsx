import { useState } from 'preact/hooks'
import type { InviteRequest, Role, SentInvitation } from '#server/http/api-type.ts'
import { post, RequestFailed } from '../../api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ROLES } from '../../words-of-roles.ts'
import { LinkOnce } from './link-once.tsx'

/** Words beside a link that invites. */
export const LINK_WORDS = 'It opens the workspace for this address only, once, within seven days.'

interface InviteDialogProps {
  readonly onInvited: () => void
  readonly onClose: () => void
}

/** Asks somebody into the workspace and shows the link, this one time. */
export function InviteDialog({ onInvited, onClose }: InviteDialogProps) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('sales')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const [sent, setSent] = useState<SentInvitation | null>(null)
  const invite = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setProblem('')
    try {
      setSent(await post<SentInvitation>('/invitations', { email: email.trim(), role } satisfies InviteRequest))
      onInvited()
    } catch (error) {
      setProblem(explain(error))
    } finally {
      setBusy(false)
    }
  }
  if (sent) {
    const to = sent.invitation.email
    return (
      <LinkOnce
        title={`${to} is invited`}
        words={LINK_WORDS}
        link={sent.link}
        to={to}
        mailed={sent.mailed}
        onClose={onClose}
      />
    )
  }
  return (
    <Dialog title="Invite somebody" onClose={onClose}>
      <form class="stack" onSubmit={invite}>
        <TextField
          label="E-mail"
          type="email"
          placeholder="name@company.com"
          required
          maxLength={254}
          value={email}
          onText={setEmail}
        />
        <fieldset class="stack" data-tight>
          <legend class="label">Role</legend>
          {ROLES.map(({ id, label, does }) => (
            <label class="choice" key={id}>
              <input type="radio" name="role" checked={role === id} onChange={() => setRole(id)} />
              <span>
                {label}
                <small>{does}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {problem && (
          <p class="notice" data-tone="bad" role="alert">
            {problem}
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button" data-look="main" disabled={busy || email.trim() === ''}>
            Invite
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function explain(error: unknown): string {
  if (!(error instanceof RequestFailed)) return 'Something went wrong. Try again.'
  if (error.code === 'invalid_body') return 'Write the address like name@company.com.'
  return error.message
}

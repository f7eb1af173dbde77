import { useState } from 'preact/hooks'
import type { InviteRequest, Role, SentInvitation } from '#server/http/api-type.ts'
import { explainBy, post } from '../../api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
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
  const [sent, setSent] = useState<SentInvitation | null>(null)
  const invite = async () => {
    setSent(await post<SentInvitation>('/invitations', { email: email.trim(), role } satisfies InviteRequest))
    onInvited()
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
    <FormDialog
      title="Invite somebody"
      act="Invite"
      isReady={email.trim() !== ''}
      enter={invite}
      explain={explain}
      onClose={onClose}
    >
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
    </FormDialog>
  )
}

const explain = explainBy({ invalid_body: 'Write the address like name@company.com.' })

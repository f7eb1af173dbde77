import { useState } from 'preact/hooks'
import type { OpenInvitation, SentInvitation } from '#server/http/api-type.ts'
import { post, request } from '../../api.ts'
import { me } from '../../me.ts'
import { SureButton } from '../../ui/sure-button.tsx'
import { fail, tell } from '../../ui/toast.tsx'
import { When } from '../../ui/when.tsx'
import { roleInWords } from '../../words-of-roles.ts'
import { LINK_WORDS } from './invite-dialog.tsx'
import { LinkOnce } from './link-once.tsx'

interface InvitationTableProps {
  readonly invitations: readonly OpenInvitation[]
  readonly onChanged: () => void
}

/** Who was asked in and has not come yet. */
export function InvitationTable({ invitations, onChanged }: InvitationTableProps) {
  return (
    <div class="panel table-wrap">
      <table class="data-table">
        <caption class="visually-hidden">Open invitations</caption>
        <thead>
          <tr>
            <th scope="col">E-mail</th>
            <th scope="col">Role</th>
            <th scope="col">Invited</th>
            <th scope="col">Ends</th>
            <th>
              <span class="visually-hidden">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {invitations.map(invitation => (
            <InvitationRow key={invitation.id} invitation={invitation} onChanged={onChanged} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface InvitationRowProps {
  readonly invitation: OpenInvitation
  readonly onChanged: () => void
}

function InvitationRow({ invitation, onChanged }: InvitationRowProps) {
  const { id, email, role, by, createdAt, expiresAt } = invitation
  const [renewed, setRenewed] = useState<SentInvitation | null>(null)
  const renew = () => post<SentInvitation>(`/invitations/${id}/renew`).then(setRenewed, fail).finally(onChanged)
  const withdraw = () =>
    request('DELETE', `/invitations/${id}`)
      .then(() => tell(`The invitation of ${email} opens nothing any more`), fail)
      .finally(onChanged)
  const over = expiresAt <= (me.value?.now ?? 0)
  return (
    <tr>
      <th scope="row">{email}</th>
      <td>{roleInWords(role)}</td>
      <td>
        <When at={createdAt} />
        {by && <span class="quiet"> by {by}</span>}
      </td>
      <td>
        {over ? (
          <span class="tag" data-tone="warn">
            ended
          </span>
        ) : (
          <When at={expiresAt} />
        )}
      </td>
      <td class="number">
        <span class="member-acts">
          <button type="button" class="button" data-look="plain" data-size="small" onClick={() => void renew()}>
            New link
            <span class="visually-hidden"> for {email}</span>
          </button>
          <SureButton size="small" sure={`Withdraw the invitation of ${email}`} onSure={() => void withdraw()}>
            Withdraw
            <span class="visually-hidden"> the invitation of {email}</span>
          </SureButton>
        </span>
        {renewed && (
          <LinkOnce
            title={`A new link for ${email}`}
            words={`${LINK_WORDS} The one before has ended.`}
            link={renewed.link}
            to={email}
            mailed={renewed.mailed}
            onClose={() => setRenewed(null)}
          />
        )}
      </td>
    </tr>
  )
}

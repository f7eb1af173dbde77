import type { OpenInvitation, SentInvitation } from '#server/http/api-type.ts'
import { explainBy, post, request } from '../../api.ts'
import { Cell, DataTable, RowActs } from '../../ui/data-table.tsx'
import { SureButton } from '../../ui/sure-button.tsx'
import { tell } from '../../ui/toast.tsx'
import { When } from '../../ui/when.tsx'
import { roleInWords } from '../../words-of-roles.ts'
import { LINK_WORDS } from './invite-dialog.tsx'
import type { ShowLink } from './link-once.tsx'
import { useAct } from './use-act.ts'

interface InvitationTableProps {
  readonly invitations: readonly OpenInvitation[]
  readonly showLink: ShowLink
  readonly onChanged: () => void
}

/** Who was asked in and has not come yet. */
export function InvitationTable({ invitations, showLink, onChanged }: InvitationTableProps) {
  return (
    <DataTable caption="Open invitations" heads={['E-mail', 'Role', 'Invited', 'Ends']} hasActs>
      {invitations.map(invitation => (
        <InvitationRow key={invitation.id} invitation={invitation} showLink={showLink} onChanged={onChanged} />
      ))}
    </DataTable>
  )
}

interface InvitationRowProps {
  readonly invitation: OpenInvitation
  readonly showLink: ShowLink
  readonly onChanged: () => void
}

function InvitationRow({ invitation, showLink, onChanged }: InvitationRowProps) {
  const { id, email, role, by, createdAt, expiresAt } = invitation
  const { busy, act } = useAct({ explain, onChanged })
  const renew = () =>
    act(async () => {
      const { link, mailed } = await post<SentInvitation>(`/invitations/${id}/renew`)
      const words = `${LINK_WORDS} The one before has ended.`
      showLink({ title: `A new link for ${email}`, words, link, to: email, mailed })
    })
  const withdraw = () =>
    act(async () => {
      await request('DELETE', `/invitations/${id}`)
      tell(`The invitation of ${email} opens nothing any more`)
    })
  return (
    <tr>
      <th scope="row">{email}</th>
      <Cell head="Role">{roleInWords(role)}</Cell>
      <Cell head="Invited">
        <When at={createdAt} />
        {by && <span class="quiet"> by {by}</span>}
      </Cell>
      <Cell head="Ends">
        {expiresAt <= Date.now() ? (
          <span class="tag" data-tone="warn">
            ended
          </span>
        ) : (
          <When at={expiresAt} />
        )}
      </Cell>
      <RowActs>
        <button
          type="button"
          class="button"
          data-look="plain"
          data-size="small"
          disabled={busy}
          onClick={() => void renew()}
        >
          New link
          <span class="visually-hidden"> for {email}</span>
        </button>
        <SureButton
          size="small"
          disabled={busy}
          sure={`Withdraw the invitation of ${email}`}
          onSure={() => void withdraw()}
        >
          Withdraw
          <span class="visually-hidden"> the invitation of {email}</span>
        </SureButton>
      </RowActs>
    </tr>
  )
}

const explain = explainBy({
  already_member: 'This person belongs to the workspace by now: they need no link.',
  not_found: 'This invitation was used or withdrawn meanwhile.',
})

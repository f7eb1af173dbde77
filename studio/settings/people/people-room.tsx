import { useState } from 'preact/hooks'
import type { Member, OpenInvitation } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { may } from '../../me.ts'
import { Icon } from '../../ui/icon.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { ROLES } from '../../words-of-roles.ts'
import { InvitationTable } from './invitation-table.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberRow } from './member-row.tsx'

/** Who belongs to the workspace, what they may do, and who is asked in. */
export function PeopleRoom() {
  const { data: members, error, reload } = useLoad('members', () => get<readonly Member[]>('/members'))
  if (error) return <Trouble error={error} retry={reload} />
  if (!members) return null
  return (
    <>
      <section class="panel table-wrap">
        <table class="data-table">
          <caption class="visually-hidden">People of this workspace</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">E-mail</th>
              <th scope="col">Role</th>
              <th scope="col">Since</th>
              <th>
                <span class="visually-hidden">What can be done</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map(member => (
              <MemberRow key={member.id} member={member} onChanged={reload} />
            ))}
          </tbody>
        </table>
      </section>
      {may('manage_members') && <Invitations alone={members.length === 1} />}
      <section class="setting">
        <h2>What the roles may do</h2>
        <dl class="roles">
          {ROLES.map(({ id, label, does }) => (
            <div key={id}>
              <dt>{label}</dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  )
}

function Invitations({ alone }: { readonly alone: boolean }) {
  const { data, error, reload } = useLoad('invitations', () => get<readonly OpenInvitation[]>('/invitations'))
  const [inviting, setInviting] = useState(false)
  if (error) return <Trouble error={error} retry={reload} />
  if (!data) return null
  return (
    <section class="setting">
      <div class="row" data-spread>
        <div>
          <h2>Invitations</h2>
          <p class="quiet">
            {data.length > 0
              ? 'Each is for one address, works once and ends after seven days.'
              : 'Nobody is invited. Ask in whoever should see leads or edit flows.'}
          </p>
        </div>
        <button
          type="button"
          class="button"
          data-look={alone && data.length === 0 ? 'main' : undefined}
          onClick={() => setInviting(true)}
        >
          <Icon name="plus" />
          Invite somebody
        </button>
      </div>
      {data.length > 0 && <InvitationTable invitations={data} onChanged={reload} />}
      {inviting && <InviteDialog onInvited={reload} onClose={() => setInviting(false)} />}
    </section>
  )
}

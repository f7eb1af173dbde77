import { useState } from 'preact/hooks'
import type { Member, MemberRemoved, OpenInvitation } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { may } from '../../me.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { ROLES } from '../../words-of-roles.ts'
import { InvitationTable } from './invitation-table.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { type FreshLink, LinkOnce, type ShowLink } from './link-once.tsx'
import { MemberRow } from './member-row.tsx'
import { StillNamed } from './still-named.tsx'

interface Removed {
  readonly member: Member
  readonly left: MemberRemoved
}

/** Who belongs to the workspace, what they may do, and who is asked in. */
export function PeopleRoom() {
  const { data: members, error, reload } = useLoad('members', () => get<readonly Member[]>('/members'))
  const [removed, setRemoved] = useState<readonly Removed[]>([])
  const [link, setLink] = useState<FreshLink | null>(null)
  if (!members) return error ? <Trouble error={error} retry={reload} /> : null
  return (
    <>
      {removed.map(
        ({ member, left }) =>
          left.inRouting.length > 0 && <StillNamed key={member.id} name={member.name} flows={left.inRouting} />,
      )}
      {error ? (
        <Trouble error={error} retry={reload} />
      ) : (
        <DataTable caption="People of this workspace" heads={['Name', 'E-mail', 'Role', 'Since']} hasActs>
          {members.map(member => (
            <MemberRow
              key={member.id}
              member={member}
              showLink={setLink}
              onChanged={reload}
              onRemoved={(member, left) => setRemoved(before => [...before, { member, left }])}
            />
          ))}
        </DataTable>
      )}
      {may('manage_members') && <Invitations alone={members.length === 1} showLink={setLink} />}
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
      {link && <LinkOnce {...link} onClose={() => setLink(null)} />}
    </>
  )
}

interface InvitationsProps {
  /** Whether nobody else is in the workspace. */
  readonly alone: boolean
  readonly showLink: ShowLink
}

function Invitations({ alone, showLink }: InvitationsProps) {
  const { data, error, reload } = useLoad('invitations', () => get<readonly OpenInvitation[]>('/invitations'))
  const [inviting, setInviting] = useState(false)
  if (!data) return error ? <Trouble error={error} retry={reload} /> : null
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
      {Boolean(error) && <Trouble error={error} retry={reload} />}
      {!error && data.length > 0 && <InvitationTable invitations={data} showLink={showLink} onChanged={reload} />}
      {inviting && <InviteDialog onInvited={reload} onClose={() => setInviting(false)} />}
    </section>
  )
}

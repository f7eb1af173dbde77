import type { ChangeMemberRequest, Member, MemberRemoved, ResetLinkMade, Role } from '#server/http/api-type.ts'
import { explainBy, post, put, request } from '../../api.ts'
import { may, me } from '../../me.ts'
import { Cell, RowActs } from '../../ui/data-table.tsx'
import { SureButton } from '../../ui/sure-button.tsx'
import { fail, tell } from '../../ui/toast.tsx'
import { When } from '../../ui/when.tsx'
import { roleInWords } from '../../words-of-roles.ts'
import type { ShowLink } from './link-once.tsx'
import { OwnRole } from './own-role.tsx'
import { removalInWords } from './removal-words.ts'
import { RoleSelect } from './role-select.tsx'
import { useAct } from './use-act.ts'

interface MemberRowProps {
  readonly member: Member
  readonly showLink: ShowLink
  readonly onChanged: () => void
  readonly onRemoved: (member: Member, left: MemberRemoved) => void
}

export function MemberRow({ member, showLink, onChanged, onRemoved }: MemberRowProps) {
  const own = member.email === me.value?.user.email
  const { busy, act } = useAct({ explain, onChanged })
  const setRole = (role: Role) => put(`/members/${member.id}`, { role } satisfies ChangeMemberRequest)
  const change = (role: Role) =>
    act(async () => {
      await setRole(role)
      tell(`${member.name}: ${roleInWords(role)} now`, () => void setRole(member.role).then(onChanged, fail))
    })
  const remove = () =>
    act(async () => {
      const left = await request<MemberRemoved>('DELETE', `/members/${member.id}`)
      tell(removalInWords(member.name, left))
      onRemoved(member, left)
    })
  return (
    <tr>
      <th scope="row">
        {member.name} {own && <span class="quiet">(you)</span>}
      </th>
      <Cell head="E-mail">{member.email}</Cell>
      <Cell head="Role">
        {!may('manage_members') && roleInWords(member.role)}
        {may('manage_members') && own && <OwnRole member={member} />}
        {may('manage_members') && !own && (
          <RoleSelect name={member.name} role={member.role} disabled={busy} onPick={role => void change(role)} />
        )}
      </Cell>
      <Cell head="Since">
        <When at={member.since} />
      </Cell>
      <RowActs>
        {may('manage_members') && !own && (
          <>
            <ResetButton member={member} showLink={showLink} />
            <SureButton
              size="small"
              disabled={busy}
              sure={`Remove ${member.name} for good`}
              onSure={() => void remove()}
            >
              Remove
              <span class="visually-hidden"> {member.name}</span>
            </SureButton>
          </>
        )}
      </RowActs>
    </tr>
  )
}

/** A link with which the member sets another password. */
function ResetButton({ member, showLink }: Pick<MemberRowProps, 'member' | 'showLink'>) {
  const { id, name, email } = member
  const make = async () => {
    const { link, mailed } = await post<ResetLinkMade>(`/members/${id}/reset-link`)
    const words = 'They set it themselves. The link works once, within a day; until then their password stays.'
    if (link !== null) showLink({ title: `Another password for ${name}`, words, link, to: email, mailed })
    else if (mailed.state === 'sent')
      tell(`${name} also belongs to a workspace you do not own, so the link went to ${email} only.`)
    else tell('The mail server did not take the letter. Try again later.')
  }
  return (
    <button type="button" class="button" data-look="plain" data-size="small" onClick={() => void make().catch(fail)}>
      Reset password
      <span class="visually-hidden"> of {name}</span>
    </button>
  )
}

const explain = explainBy({
  last_owner: 'A workspace needs an owner. Make somebody else one first.',
  not_found: 'Somebody else removed them meanwhile.',
})

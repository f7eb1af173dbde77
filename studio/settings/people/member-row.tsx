import { useState } from 'preact/hooks'
import type { ChangeMemberRequest, Member, ResetLinkMade, Role } from '#server/http/api-type.ts'
import { post, put, RequestFailed, request } from '../../api.ts'
import { may, me } from '../../me.ts'
import { SureButton } from '../../ui/sure-button.tsx'
import { fail, tell } from '../../ui/toast.tsx'
import { When } from '../../ui/when.tsx'
import { ROLES, roleInWords } from '../../words-of-roles.ts'
import { LinkOnce } from './link-once.tsx'

type Act = (doing: () => Promise<unknown>, done: string, undo?: () => void) => Promise<void>

interface MemberRowProps {
  readonly member: Member
  readonly onChanged: () => void
}

export function MemberRow({ member, onChanged }: MemberRowProps) {
  const [busy, setBusy] = useState(false)
  const own = member.email === me.value?.user.email
  const act: Act = async (doing, done, undo) => {
    setBusy(true)
    try {
      await doing()
      tell(done, undo)
    } catch (error) {
      if (error instanceof RequestFailed && error.code === 'last_owner')
        tell('A workspace needs an owner. Make somebody else one first.')
      else fail(error)
    } finally {
      setBusy(false)
      onChanged()
    }
  }
  return (
    <tr>
      <th scope="row">
        {member.name} {own && <span class="quiet">(you)</span>}
      </th>
      <td>{member.email}</td>
      <td>
        {may('manage_members') ? (
          <RoleSelect member={member} busy={busy} act={act} onChanged={onChanged} />
        ) : (
          roleInWords(member.role)
        )}
      </td>
      <td>
        <When at={member.since} />
      </td>
      <td class="number">
        {may('manage_members') && !own && (
          <span class="member-acts">
            <ResetButton member={member} />
            <RemoveButton member={member} busy={busy} act={act} />
          </span>
        )}
      </td>
    </tr>
  )
}

interface ActProps {
  readonly member: Member
  readonly busy: boolean
  readonly act: Act
}

function RoleSelect({ member, busy, act, onChanged }: ActProps & Pick<MemberRowProps, 'onChanged'>) {
  const setRole = (role: Role) => put(`/members/${member.id}`, { role } satisfies ChangeMemberRequest)
  const back = () => void setRole(member.role).then(onChanged, fail)
  return (
    <select
      class="input role-select"
      data-size="small"
      aria-label={`Role of ${member.name}`}
      value={member.role}
      disabled={busy}
      onChange={event => {
        const role = ROLES.find(({ id }) => id === event.currentTarget.value)
        if (role) void act(() => setRole(role.id), `${member.name}: ${role.label} now`, back)
      }}
    >
      {ROLES.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  )
}

/** A link with which the member sets another password. */
function ResetButton({ member }: { readonly member: Member }) {
  const [made, setMade] = useState<ResetLinkMade | null>(null)
  const make = () =>
    post<ResetLinkMade>(`/members/${member.id}/reset-link`).then(answer => {
      if (answer.link !== null) setMade(answer)
      else if (answer.mailed.state === 'sent')
        tell(`${member.name} also belongs to a workspace you do not own, so the link went to ${member.email} only.`)
      else tell('The mail server did not take the letter. Try again later.')
    }, fail)
  return (
    <>
      <button type="button" class="button" data-look="plain" data-size="small" onClick={() => void make()}>
        Reset password
        <span class="visually-hidden"> of {member.name}</span>
      </button>
      {made?.link && (
        <LinkOnce
          title={`Another password for ${member.name}`}
          words="They set it themselves. The link works once, within a day; until then their password stays."
          link={made.link}
          to={member.email}
          mailed={made.mailed}
          onClose={() => setMade(null)}
        />
      )}
    </>
  )
}

/** Taking somebody out cannot be taken back here, so it asks once more in place. */
function RemoveButton({ member, busy, act }: ActProps) {
  const remove = () =>
    act(
      () => request('DELETE', `/members/${member.id}`),
      `${member.name} was removed. Open leads of theirs go to others by your routing rules.`,
    )
  return (
    <SureButton size="small" disabled={busy} sure={`Remove ${member.name} for good`} onSure={() => void remove()}>
      Remove
      <span class="visually-hidden"> {member.name}</span>
    </SureButton>
  )
}

import { useState } from 'preact/hooks'
import type { ChangeMemberRequest, Member, Role } from '#server/http/api-type.ts'
import { get, put, RequestFailed, request } from '../../api.ts'
import { may, me } from '../../me.ts'
import { SureButton } from '../../ui/sure-button.tsx'
import { fail, tell } from '../../ui/toast.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { When } from '../../ui/when.tsx'

const ROLES: readonly { readonly id: Role; readonly label: string; readonly does: string }[] = [
  { id: 'owner', label: 'Owner', does: 'May do everything.' },
  { id: 'marketer', label: 'Marketer', does: 'Edits and publishes flows, sets up site and destinations.' },
  { id: 'sales', label: 'Sales', does: 'Accepts and rejects leads.' },
  { id: 'viewer', label: 'Viewer', does: 'Looks, changes nothing.' },
]

/** Who belongs to the workspace, and what they may do. */
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
                <span class="visually-hidden">Remove</span>
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

function MemberRow({ member, onChanged }: { readonly member: Member; readonly onChanged: () => void }) {
  const [busy, setBusy] = useState(false)
  const own = member.email === me.value?.user.email
  const act = async (doing: () => Promise<unknown>, done: string, undo?: () => void) => {
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
  const setRole = (role: Role) => put(`/members/${member.id}`, { role } satisfies ChangeMemberRequest)
  const back = () => void setRole(member.role).then(onChanged, fail)
  return (
    <tr>
      <th scope="row">
        {member.name} {own && <span class="quiet">(you)</span>}
      </th>
      <td>{member.email}</td>
      <td>
        {may('manage_members') ? (
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
        ) : (
          ROLES.find(({ id }) => id === member.role)?.label
        )}
      </td>
      <td>
        <When at={member.since} />
      </td>
      <td class="number">{may('manage_members') && !own && <RemoveButton member={member} busy={busy} act={act} />}</td>
    </tr>
  )
}

interface RemoveButtonProps {
  readonly member: Member
  readonly busy: boolean
  readonly act: (doing: () => Promise<unknown>, done: string) => Promise<void>
}

/** Taking somebody out cannot be taken back here, so it asks once more in place. */
function RemoveButton({ member, busy, act }: RemoveButtonProps) {
  const remove = () => act(() => request('DELETE', `/members/${member.id}`), `${member.name} was removed`)
  return (
    <SureButton size="small" disabled={busy} sure={`Remove ${member.name} for good`} onSure={() => void remove()}>
      Remove
      <span class="visually-hidden"> {member.name}</span>
    </SureButton>
  )
}

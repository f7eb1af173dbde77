import { useState } from 'preact/hooks'
import type { ChangeMemberRequest, Member, Role } from '#server/http/api-type.ts'
import { explainBy, put } from '../../api.ts'
import { loadMe } from '../../me.ts'
import { fail, tell } from '../../ui/toast.tsx'
import { roleInWords } from '../../words-of-roles.ts'
import { RoleSelect } from './role-select.tsx'

/** An owner's own role: who gives it up cannot take it back alone, so it asks before. */
export function OwnRole({ member }: { readonly member: Member }) {
  const [wanted, setWanted] = useState<Role>(member.role)
  const [busy, setBusy] = useState(false)
  const giveUp = async () => {
    setBusy(true)
    try {
      await put(`/members/${member.id}`, { role: wanted } satisfies ChangeMemberRequest)
      tell(`Your role is ${roleInWords(wanted)} now`)
      // The studio shows what the new role may do.
      await loadMe().catch(fail)
    } catch (error) {
      tell(explain(error))
      setWanted(member.role)
    } finally {
      setBusy(false)
    }
  }
  return (
    <span class="row">
      <RoleSelect name={member.name} role={wanted} disabled={busy} onPick={setWanted} />
      {wanted !== member.role && (
        <>
          <button type="button" class="button" data-look="danger" data-size="small" disabled={busy} onClick={giveUp}>
            Give up being an owner
          </button>
          <span class="quiet">Only another owner can make you one again.</span>
        </>
      )}
    </span>
  )
}

const explain = explainBy({ last_owner: 'A workspace needs an owner. Make somebody else one first.' })

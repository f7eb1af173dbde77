import { useEffect, useState } from 'preact/hooks'
import type { OwnersAnswer } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { may } from '../../me.ts'
import { fail } from '../../ui/toast.tsx'
import { count } from '../../words.ts'
import { HandOverDialog } from './hand-over-dialog.tsx'

/** Who has how many open leads now, and the way to hand them on: for somebody who leaves, or is away. */
export function OwnerLoads() {
  const [owners, setOwners] = useState<OwnersAnswer['owners']>([])
  const [leaving, setLeaving] = useState<string | null>(null)
  const load = () => get<OwnersAnswer>('/owners').then(answer => setOwners(answer.owners), fail)
  useEffect(() => void load(), [])
  const busy = owners.filter(({ open }) => open > 0)
  const owner = busy.find(({ id }) => id === leaving)
  if (busy.length === 0) return null
  return (
    <section class="room-part-list">
      <header>
        <h2>Who has leads now</h2>
        <p class="quiet">Open leads of all flows. When somebody leaves or is away, hand theirs on.</p>
      </header>
      <ul class="panel owner-loads">
        {busy.map(({ id, name, open, takesLeads }) => (
          <li key={id}>
            <span>
              {name}
              {!takesLeads && <small class="quiet"> takes no new leads</small>}
            </span>
            <span class="number quiet">{count(open, 'open lead')}</span>
            {may('edit_flows') && (
              <button type="button" class="button" data-size="small" onClick={() => setLeaving(id)}>
                Hand over…
                <span class="visually-hidden"> the leads of {name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {owner && (
        <HandOverDialog
          owner={owner}
          others={owners.filter(({ id, takesLeads }) => takesLeads && id !== owner.id)}
          onClose={() => setLeaving(null)}
          onDone={() => {
            setLeaving(null)
            void load()
          }}
        />
      )}
    </section>
  )
}

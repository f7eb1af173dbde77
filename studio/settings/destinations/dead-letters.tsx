import { useState } from 'preact/hooks'
import type { DeliveryRow } from '#server/http/api-type.ts'
import { post } from '../../api.ts'
import { may } from '../../me.ts'
import { fail, tell } from '../../ui/toast.tsx'
import { When } from '../../ui/when.tsx'
import { count } from '../../words.ts'
import { eventInWords } from './delivery-words.ts'

interface DeadLettersProps {
  readonly deliveries: readonly DeliveryRow[]
  readonly onChanged: () => void
}

/** Deliveries whose tries are used up. Nothing is lost: each can be sent again. */
export function DeadLetters({ deliveries, onChanged }: DeadLettersProps) {
  const [busy, setBusy] = useState(false)
  const replay = async (chosen: readonly DeliveryRow[]) => {
    setBusy(true)
    let sent = 0
    try {
      for (const { id } of chosen) {
        await post(`/deliveries/${id}/replay`)
        sent += 1
      }
      tell(`${count(sent, 'delivery', 'deliveries')} on the way again`)
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
      onChanged()
    }
  }
  if (deliveries.length === 0) return null
  return (
    <section class="setting">
      <header class="row" data-spread>
        <div>
          <h2>Given up</h2>
          <p class="quiet">These could not be delivered. Put the cause right, then send them again.</p>
        </div>
        {may('manage_destinations') && (
          <button
            type="button"
            class="button"
            data-size="small"
            disabled={busy}
            onClick={() => void replay(deliveries)}
          >
            Send all {deliveries.length} again
          </button>
        )}
      </header>
      <div class="panel table-wrap">
        <table class="data-table">
          <caption class="visually-hidden">Deliveries that were given up</caption>
          <thead>
            <tr>
              <th scope="col">Lead</th>
              <th scope="col">To</th>
              <th scope="col">What</th>
              <th scope="col" class="number">
                Tries
              </th>
              <th scope="col">Last try</th>
              <th scope="col">Answer</th>
              <th>
                <span class="visually-hidden">Send again</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map(row => (
              <DeadRow key={row.id} row={row} busy={busy} onReplay={() => void replay([row])} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function DeadRow({
  row,
  busy,
  onReplay,
}: {
  readonly row: DeliveryRow
  readonly busy: boolean
  readonly onReplay: () => void
}) {
  const { lead, destination, lastAttempt } = row
  const answer = [lastAttempt?.status, lastAttempt?.error?.replaceAll('_', ' '), lastAttempt?.response]
  return (
    <tr>
      <th scope="row">
        <a href={`/studio/leads/${lead.id}`}>{lead.name ?? lead.email}</a>
      </th>
      <td>{destination.name}</td>
      <td>{eventInWords(row.event)}</td>
      <td class="number">{row.attempts}</td>
      <td>{lastAttempt ? <When at={lastAttempt.at} /> : '–'}</td>
      <td class="dead-response" title={lastAttempt?.response ?? undefined}>
        {answer.filter(part => part !== null && part !== undefined && part !== '').join(' · ') || 'no answer'}
      </td>
      <td class="number">
        {may('manage_destinations') && (
          <button type="button" class="button" data-size="small" disabled={busy} onClick={onReplay}>
            Send again
          </button>
        )}
      </td>
    </tr>
  )
}

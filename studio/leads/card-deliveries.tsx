import './card-deliveries.css'
import type { CardDelivery, LeadCard } from '#server/http/api-type.ts'
import { Moment, When } from '../ui/when.tsx'
import { count } from '../words.ts'

const STATES: Readonly<Record<CardDelivery['status'], { readonly text: string; readonly tone: string }>> = {
  pending: { text: 'Waiting', tone: 'warn' },
  delivered: { text: 'Delivered', tone: 'good' },
  dead: { text: 'Given up', tone: 'bad' },
  cancelled: { text: 'Cancelled', tone: '' },
}

const EVENTS: Readonly<Record<string, string>> = {
  'lead.captured': 'the new lead',
  'lead.qualified': 'the qualified lead',
  'lead.updated': 'what changed',
  'lead.handed_over': 'whose lead it is now',
}

function eventInWords(event: string): string {
  return EVENTS[event] ?? event
}

/** Where the lead was sent, with every attempt. */
export function CardDeliveries({ deliveries }: { readonly deliveries: LeadCard['deliveries'] }) {
  return (
    <section>
      <h3>Deliveries</h3>
      {deliveries.length === 0 && (
        <p class="quiet">
          Sent nowhere. <a href="/studio/settings/destinations">Add a destination</a>
        </p>
      )}
      <ul class="deliveries">
        {deliveries.map(delivery => (
          <Delivery key={delivery.id} delivery={delivery} />
        ))}
      </ul>
    </section>
  )
}

function Delivery({ delivery }: { readonly delivery: CardDelivery }) {
  const state = STATES[delivery.status]
  return (
    <li>
      <div class="line">
        <span>
          {delivery.destination.name} <span class="quiet">{eventInWords(delivery.event)}</span>
        </span>
        <span class="tag" data-tone={state.tone}>
          {state.text}
        </span>
      </div>
      <details>
        <summary>
          {delivery.deliveredAt && (
            <>
              <When at={delivery.deliveredAt} />,{' '}
            </>
          )}
          {count(delivery.attempts.length, 'attempt')}
          {delivery.nextAt && (
            <>
              , next <When at={delivery.nextAt} />
            </>
          )}
        </summary>
        <ol class="attempts">
          {delivery.attempts.map(attempt => (
            <li key={attempt.number}>
              <Moment at={attempt.at} /> · {attempt.status ?? 'no answer'} · {attempt.tookMs} ms
              {attempt.error && ` · ${attempt.error}`}
              {attempt.response && <pre>{attempt.response.slice(0, 300)}</pre>}
            </li>
          ))}
        </ol>
      </details>
    </li>
  )
}

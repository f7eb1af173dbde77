import './accounts.css'
import type { LeadCard } from '#server/http/api-type.ts'
import { When } from '../ui/when.tsx'
import { count, STAGES, TEMPERATURES, whole } from '../words.ts'
import { Marks } from './account-marks.tsx'

/** Colleagues shown on a card; the account's own page has all of them. */
const SHOWN = 4

/** Who else of the company is there. Nothing for a private address. */
export function CardAccountPanel({ company }: { readonly company: LeadCard['company'] }) {
  const { account, colleagues } = company
  if (!account || (colleagues.length === 0 && !account.priority)) return null
  const href = `/studio/leads/accounts/${account.domain}`
  return (
    <section class="card-account">
      <h3>Who else is there</h3>
      <p class="card-account-sum">
        <a href={href}>{company.name ?? account.domain}</a>
        <span class="quiet number">
          {count(account.people, 'person', 'people')} · account score {whole(account.score)}
        </span>
        <Marks committee={account.committee} priority={account.priority} />
      </p>
      <ul class="account-people">
        {colleagues.slice(0, SHOWN).map(person => (
          <li key={person.id}>
            <a href={`/studio/leads/${person.id}`}>{person.name ?? person.email}</a>
            <span class="who-score">
              <strong class="number">{whole(person.score)}</strong>
              <span class="tag" data-tone={person.temperature}>
                {TEMPERATURES[person.temperature]}
              </span>
            </span>
            <span class="quiet">
              {STAGES[person.stage]}, there <When at={person.seenAt} />
            </span>
          </li>
        ))}
      </ul>
      {colleagues.length > SHOWN && <a href={href}>All {account.people} people</a>}
    </section>
  )
}

import './card-routing.css'
import type { LeadCard, LeadRow, CardRouting as Routing } from '#server/http/api-type.ts'
import { may } from '../me.ts'
import { Moment } from '../ui/when.tsx'
import { count, outcomeInWords } from '../words.ts'
import { OwnerForm } from './owner-form.tsx'

interface CardRoutingProps {
  readonly leadId: string
  readonly routing: readonly Routing[]
  readonly owner: LeadCard['owner']
  readonly onChanged: (row: LeadRow) => void
}

/** Whose lead it is and why: the decision record, rule by rule, and the way to change it. */
export function CardRouting({ leadId, routing, owner, onChanged }: CardRoutingProps) {
  const newest = routing[0]
  return (
    <section class="why-owner">
      <h3>{owner ? `Why ${owner.name}` : 'Why nobody owns it'}</h3>
      {!newest && <p class="quiet">It has not been routed.</p>}
      {newest && (
        <>
          <p>{inWords(newest)}</p>
          {newest.record.rules.length > 0 ? (
            <details>
              <summary>
                {count(newest.record.rules.length, 'rule')} looked at, <Moment at={newest.at} />
              </summary>
              <ol>
                {newest.record.rules.map(rule => (
                  <li key={rule.id} data-held={rule.held ? '' : undefined} title={reads(rule.reads)}>
                    <span aria-hidden="true">{rule.held ? '✓' : '–'}</span>
                    <span>
                      {rule.name}
                      <span class="visually-hidden">{rule.held ? ': matched' : ': did not match'}</span>
                    </span>
                  </li>
                ))}
              </ol>
            </details>
          ) : (
            <p class="quiet">
              <Moment at={newest.at} />
            </p>
          )}
        </>
      )}
      {routing.length > 1 && (
        <details>
          <summary>{routing.length - 1} earlier</summary>
          <ol>
            {routing.slice(1).map(decision => (
              <li key={decision.id}>
                <Moment at={decision.at} />
                <span>{inWords(decision)}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
      {may('decide_leads') && <OwnerForm leadId={leadId} owner={owner} onChanged={onChanged} />}
    </section>
  )
}

/** What made somebody look at it again after its conversation. */
const WHY: Readonly<Record<NonNullable<Routing['why']>, string>> = {
  hot: 'Turned hot after its conversation. ',
  sal: 'Came to sales after its conversation. ',
  priority: 'Its company is on the priority list. ',
  owner_left: 'Its owner handed it on. ',
  automation: 'An automation handed it over. ',
  manual: '',
}

function inWords({ kind, why, by, outcome, record }: Routing): string {
  if (kind === 'manual' || kind === 'undone') return `${record.reason}.`.replace(/([.”])\.$/, '$1')
  const before = why === 'automation' && by ? `The automation “${by}” handed it over. ` : why ? WHY[why] : ''
  return `${before}${outcomeInWords(outcome)}. ${record.reason}`
}

function reads(facts: Readonly<Record<string, unknown>>): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${value === null ? 'not known' : String(value)}`)
    .join('\n')
}

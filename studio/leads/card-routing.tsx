import './card-routing.css'
import type { LeadCard, CardRouting as Routing } from '#server/http/api-type.ts'
import { Moment } from '../ui/when.tsx'
import { outcomeInWords } from '../words.ts'

interface CardRoutingProps {
  readonly routing: readonly Routing[]
  readonly owner: LeadCard['owner']
}

/** Whose lead it is and why: the decision record, rule by rule. */
export function CardRouting({ routing, owner }: CardRoutingProps) {
  const newest = routing[0]
  return (
    <section class="why-owner">
      <h3>{owner ? `Why ${owner.name}` : 'Why nobody owns it'}</h3>
      {!newest && <p class="quiet">It has not been routed.</p>}
      {newest && (
        <>
          <p>
            {outcomeInWords(newest.outcome)}. {newest.record.reason}
          </p>
          <details>
            <summary>
              {newest.record.rules.length} rules looked at, <Moment at={newest.at} />
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
        </>
      )}
      {routing.length > 1 && (
        <details>
          <summary>{routing.length - 1} earlier</summary>
          <ol>
            {routing.slice(1).map(decision => (
              <li key={decision.id}>
                <Moment at={decision.at} />
                <span>
                  {outcomeInWords(decision.outcome)}. {decision.record.reason}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}

function reads(facts: Readonly<Record<string, unknown>>): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${value === null ? 'not known' : String(value)}`)
    .join('\n')
}

import type { Reach } from '#server/http/api-type.ts'
import { get } from '../api.ts'
import { useLoad } from '../ui/use-load.ts'
import { count } from '../words.ts'

const REASONS: Readonly<Record<keyof Reach['marketing']['not'], string>> = {
  never_asked: 'were never asked',
  said_no: 'were asked and did not agree',
  unsubscribed: 'unsubscribed',
  withdrawn: 'took their consent back',
  held_back: 'look like robots',
}
/** Flows that are named; the rest is counted. */
const NAMED = 3

/** How many leads marketing mail may be written to, why not the rest, and what to do about it. Nothing where no automation mails. */
export function ReachPanel({ mails }: { readonly mails: boolean }) {
  const { data } = useLoad('nurture reach', () => get<Reach>('/nurture/reach'))
  if (!mails || !data || data.leads === 0) return null
  const { leads, exact, marketing, answer, notAsking } = data
  const share = Math.round((100 * marketing.may) / leads)
  const reasons = REASON_IDS.filter(id => marketing.not[id] > 0)
  return (
    <section class="panel setting reach" aria-labelledby="reach-title">
      <div class="reach-head">
        <h2 id="reach-title">
          Marketing mail may go to <span class="number">{marketing.may.toLocaleString('en')}</span> of{' '}
          {exact ? '' : 'the newest '}
          {count(leads, 'lead')}
        </h2>
        <span class="quiet number">{share} %</span>
      </div>
      <meter class="reach-bar" min={0} max={leads} value={marketing.may} aria-labelledby="reach-title" />
      {reasons.length > 0 && (
        <ul class="reach-reasons">
          {reasons.map(id => (
            <li key={id}>
              <strong class="number">{marketing.not[id].toLocaleString('en')}</strong> {REASONS[id]}
            </li>
          ))}
        </ul>
      )}
      <p class="quiet">
        Direct answers may go to {count(answer.may, 'lead')} now: they need the consent to be contacted, within 14 days
        of the last conversation.
      </p>
      {notAsking.length > 0 && (
        <p class="notice">
          {notAsking.length === 1 ? 'This published flow asks' : 'These published flows ask'} for no consent to
          marketing mail:{' '}
          {notAsking.slice(0, NAMED).map(({ id, name }, at) => (
            <>
              {at > 0 && ', '}
              <a key={id} href={`/studio/flows/${encodeURIComponent(id)}`}>
                {name}
              </a>
            </>
          ))}
          {notAsking.length > NAMED && ` and ${notAsking.length - NAMED} more`}. Add a consent question for “Marketing
          e-mails” and publish; who ticks it may be written to.
        </p>
      )}
    </section>
  )
}

const REASON_IDS = Object.keys(REASONS) as (keyof typeof REASONS)[] // its own keys

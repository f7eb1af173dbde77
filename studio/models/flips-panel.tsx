import { useState } from 'preact/hooks'
import type { BacktestReport, ComparedLead, Difference, LeadNames } from '#server/http/api-type.ts'
import { signed, TEMPERATURES, whole } from '../words.ts'
import { WideTable } from './wide-table.tsx'

interface FlipsProps {
  readonly report: BacktestReport
  readonly people: LeadNames
}

const FEW = 8

/** Leads that land on the other side of a threshold, and what makes the difference. */
export function FlipsPanel({ report, people }: FlipsProps) {
  const [what, setWhat] = useState<'mql' | 'hot'>('mql')
  const [all, setAll] = useState(false)
  const flips = report[what]
  const shown = all ? flips.leads : flips.leads.slice(0, FEW)
  const word = what === 'mql' ? 'qualified' : 'hot'
  return (
    <section class="panel model-part">
      <header class="row" data-spread>
        <div>
          <h2>Who flips</h2>
          <p class="quiet">
            {flips.up + flips.down === 0
              ? `Nobody becomes or stops being ${word}.`
              : `${flips.up.toLocaleString('en')} would become ${word}, ${flips.down.toLocaleString('en')} would not be any more.`}
          </p>
        </div>
        <fieldset class="row">
          <legend class="visually-hidden">Which threshold</legend>
          {(['mql', 'hot'] as const).map(one => (
            <button type="button" key={one} class="chip" aria-pressed={what === one} onClick={() => setWhat(one)}>
              {one === 'mql' ? 'MQL' : 'Hot'}
              <span class="number"> {report[one].up + report[one].down}</span>
            </button>
          ))}
        </fieldset>
      </header>
      {shown.length > 0 && (
        <WideTable label="Leads that flip">
          <table class="data-table flips">
            <thead>
              <tr>
                <th scope="col">Lead</th>
                <th scope="col" class="number">
                  {report.base.name}
                </th>
                <th scope="col" class="number">
                  {report.candidate.name}
                </th>
                <th scope="col">What makes the difference</th>
                <th scope="col">Sales</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(lead => (
                <tr key={lead.id}>
                  <th scope="row">
                    <LeadName lead={lead} people={people} />
                    <span class="visually-hidden">{lead.direction === 'up' ? ' rises' : ' falls'}</span>
                  </th>
                  <td class="number">
                    <ScoreCell side={lead.base} />
                  </td>
                  <td class="number">
                    <ScoreCell side={lead.candidate} />
                  </td>
                  <td>
                    <DifferenceList differences={lead.differences} />
                  </td>
                  <td>{saysSales(lead)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
      {flips.leads.length > shown.length && (
        <button type="button" class="button" data-size="small" data-look="plain" onClick={() => setAll(true)}>
          {flips.leads.length === flips.up + flips.down
            ? `Show all ${flips.leads.length}`
            : `Show the largest ${flips.leads.length} of ${flips.up + flips.down}`}
        </button>
      )}
    </section>
  )
}

export function LeadName({ lead, people }: { readonly lead: ComparedLead; readonly people: LeadNames }) {
  const person = people[lead.id]
  if (!person) return <span class="quiet">A lead that was erased</span>
  return (
    <>
      <a href={`/studio/leads/${lead.id}`}>{person.name ?? person.email}</a>
      {person.company && (
        <>
          <br />
          <span class="quiet">{person.company}</span>
        </>
      )}
    </>
  )
}

export function ScoreCell({ side }: { readonly side: ComparedLead['base'] }) {
  return (
    <>
      <strong>{side.temperature === 'disqualified' ? '–' : whole(side.score)}</strong>
      <br />
      <span class="quiet">{TEMPERATURES[side.temperature]}</span>
    </>
  )
}

export function DifferenceList({ differences }: { readonly differences: readonly Difference[] }) {
  if (differences.length === 0) return <span class="quiet">No rule counts differently</span>
  return (
    <ul class="differences">
      {differences.slice(0, 4).map(({ reason, base, candidate }) => (
        <li key={reason}>
          {reason}
          {base !== candidate && (
            <span class="number change-values">
              {/ (at|of)$/.test(reason) ? (
                <>
                  {base} → {candidate}
                </>
              ) : (
                <>
                  {signed(base)} → {signed(candidate)}
                </>
              )}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

export function saysSales({ verdict, outcome }: ComparedLead): string {
  if (outcome === 'won') return 'Bought'
  if (outcome === 'lost') return 'Lost'
  if (outcome === 'sql') return 'SQL'
  if (verdict === 'accepted') return 'Accepted'
  return verdict === 'rejected' ? 'Rejected' : 'Nothing yet'
}

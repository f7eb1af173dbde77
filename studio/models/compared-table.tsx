import type { ComponentChildren } from 'preact'
import type { BacktestReport, ComparedLead, Difference, LeadNames } from '#server/http/api-type.ts'
import { signed, TEMPERATURES, whole } from '../words.ts'
import { WideTable } from './wide-table.tsx'

interface ComparedTableProps {
  readonly label: string
  /** Heads the column of differences. */
  readonly why: string
  readonly report: Pick<BacktestReport, 'base' | 'candidate'>
  /** One or more `tbody` of `ComparedRow`. */
  readonly children: ComponentChildren
}

/** Leads under two models, side by side. */
export function ComparedTable({ label, why, report, children }: ComparedTableProps) {
  return (
    <WideTable label={label}>
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
            <th scope="col">{why}</th>
            <th scope="col">Sales</th>
          </tr>
        </thead>
        {children}
      </table>
    </WideTable>
  )
}

/** How many columns a row has. */
export const COMPARED_COLUMNS = 5

interface ComparedRowProps {
  readonly lead: ComparedLead
  readonly people: LeadNames
  /** Said beside the name to those who do not see the numbers. */
  readonly aside?: string
}

export function ComparedRow({ lead, people, aside }: ComparedRowProps) {
  return (
    <tr>
      <th scope="row">
        <LeadName lead={lead} people={people} />
        {aside && <span class="visually-hidden"> {aside}</span>}
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
  )
}

function LeadName({ lead, people }: { readonly lead: ComparedLead; readonly people: LeadNames }) {
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

function ScoreCell({ side }: { readonly side: ComparedLead['base'] }) {
  return (
    <>
      <strong>{side.temperature === 'disqualified' ? '–' : whole(side.score)}</strong>
      <br />
      <span class="quiet">{TEMPERATURES[side.temperature]}</span>
    </>
  )
}

function DifferenceList({ differences }: { readonly differences: readonly Difference[] }) {
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

function saysSales({ verdict, outcome }: ComparedLead): string {
  if (outcome === 'won') return 'Bought'
  if (outcome === 'lost') return 'Lost'
  if (outcome === 'sql') return 'SQL'
  if (verdict === 'accepted') return 'Accepted'
  return verdict === 'rejected' ? 'Rejected' : 'Nothing yet'
}

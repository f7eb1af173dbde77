import { useState } from 'preact/hooks'
import type { BacktestReport, LeadNames } from '#server/http/api-type.ts'
import { ComparedRow, ComparedTable } from './compared-table.tsx'

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
        <ComparedTable label="Leads that flip" why="What makes the difference" report={report}>
          <tbody>
            {shown.map(lead => (
              <ComparedRow
                key={lead.id}
                lead={lead}
                people={people}
                aside={lead.direction === 'up' ? 'rises' : 'falls'}
              />
            ))}
          </tbody>
        </ComparedTable>
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

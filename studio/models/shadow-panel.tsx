import type { ShadowResult, Temperature } from '#server/http/api-type.ts'
import { count, TEMPERATURES, whole } from '../words.ts'
import { WideTable } from './wide-table.tsx'

/** Where the model that scores along would have said something else. */
export function ShadowPanel({ shadow }: { readonly shadow: ShadowResult }) {
  if (shadow.leads === 0) return <p class="quiet">No lead has come since. The first ones show up within a minute.</p>
  const lines = [
    { label: 'Qualified by both', leads: shadow.both },
    { label: 'By the live model only', leads: shadow.liveOnly, verdicts: shadow.liveOnlyVerdicts },
    { label: 'By this model only', leads: shadow.shadowOnly, verdicts: shadow.shadowOnlyVerdicts },
    { label: 'By neither', leads: shadow.neither },
  ]
  return (
    <>
      <WideTable label="Both models">
        <table class="data-table">
          <thead>
            <tr>
              <th scope="col">{count(shadow.leads, 'lead')}</th>
              <th scope="col" class="number">
                Leads
              </th>
              <th scope="col" class="number">
                Sales accepted
              </th>
              <th scope="col" class="number">
                Sales rejected
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ label, leads, verdicts }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td class="number">{leads.toLocaleString('en')}</td>
                <td class="number">{verdicts?.accepted ?? <Alike />}</td>
                <td class="number">{verdicts?.rejected ?? <Alike />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      {shadow.parted.length > 0 && (
        <details>
          <summary>Newest leads on which they part</summary>
          <WideTable label="Leads on which they part">
            <table class="data-table flips">
              <thead>
                <tr>
                  <th scope="col">Lead</th>
                  <th scope="col" class="number">
                    Live
                  </th>
                  <th scope="col" class="number">
                    This model
                  </th>
                </tr>
              </thead>
              <tbody>
                {shadow.parted.map(({ id, name, live, shadow: other }) => (
                  <tr key={id}>
                    <th scope="row">
                      <a href={`/studio/leads/${id}`}>{name}</a>
                    </th>
                    <Side {...live} />
                    <Side {...other} />
                  </tr>
                ))}
              </tbody>
            </table>
          </WideTable>
        </details>
      )}
    </>
  )
}

/** Where both say the same, a verdict tells nothing of which is better. */
function Alike() {
  return (
    <span class="quiet" title="Counted only where the two models part">
      –
    </span>
  )
}

function Side({ score, temperature }: { readonly score: number; readonly temperature: string }) {
  return (
    <td class="number">
      <strong>{whole(score)}</strong>{' '}
      <span class="quiet">{TEMPERATURES[temperature as Temperature] /* stored from the same slugs */}</span>
    </td>
  )
}

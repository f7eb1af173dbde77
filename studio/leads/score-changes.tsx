import type { CardScore, Change, Line } from '#server/http/api-type.ts'
import { When } from '../ui/when.tsx'
import { signed, TEMPERATURES, whole } from '../words.ts'

/** What would lift or lower the lead, and when it cools by itself. */
export function ScoreChanges({ score: { whatIf } }: { readonly score: CardScore }) {
  const { next, up, down, cools } = whatIf
  // What would take a lead below a line is worth a warning; the rest would only fill the card.
  const against = down.filter(change => change.passes !== null).slice(0, 2)
  if (!next && up.length === 0 && against.length === 0 && !cools) return null
  return (
    <div class="story-group">
      <h4>What would change it</h4>
      {next && <p class="story-next">{missingInWords(next)}</p>}
      <ul class="story" data-kind="changes">
        {[...up, ...against].map(change => (
          <ChangeLine key={`${change.what} ${change.reason}`} change={change} />
        ))}
        {cools && (
          <li>
            <span class="points" aria-hidden="true">
              ↓
            </span>
            <span>
              If nothing happens
              <small> acts fade</small>
            </span>
            <small>
              {TEMPERATURES[cools.to].toLowerCase()} <When at={cools.at} />
            </small>
          </li>
        )}
      </ul>
    </div>
  )
}

function ChangeLine({ change }: { readonly change: Change }) {
  const { reason, points, passes, score } = change
  return (
    <li>
      <span class="points number" data-sign={points < 0 ? 'minus' : undefined}>
        {signed(points)}
      </span>
      <span>
        {reason}
        <small> {howInWords(change)}</small>
      </span>
      <small class="number">{passes ? lineInWords(passes) : `to ${whole(score)}`}</small>
    </li>
  )
}

function howInWords({ what, open }: Change): string {
  if (what === 'act') return 'if they do'
  return open ? 'not answered yet' : 'if it turns out so'
}

function lineInWords(line: Line): string {
  if (line.to === 'milestone') return line.label
  if (line.to === 'mql') return 'MQL'
  return line.to === 'disqualified' ? 'out' : TEMPERATURES[line.to].toLowerCase()
}

function missingInWords({ line, score, fit }: NonNullable<CardScore['whatIf']['next']>): string {
  const parts = [...(score > 0 ? [`${whole(score)} points`] : []), ...(fit > 0 ? [`${whole(fit)} of fit`] : [])]
  return `${parts.join(' and ')} short of ${line.to === 'milestone' ? `“${line.label}”` : lineInWords(line)}.`
}

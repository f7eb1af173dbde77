import './score-changes.css'
import type { CardScore, Change, Line } from '#server/http/api-type.ts'
import { When } from '../ui/when.tsx'
import { signed, TEMPERATURES, whole } from '../words.ts'

/** What would lift or lower the lead, what falls due, and when it cools by itself. */
export function ScoreChanges({ score: { whatIf } }: { readonly score: CardScore }) {
  const { next, up, down, due, cools } = whatIf
  // What would take a lead below a line is worth a warning; the rest would only fill the card.
  const against = down.filter(change => change.passes !== null).slice(0, 2)
  if (!next && up.length + against.length + due.length === 0 && !cools) return null
  return (
    <div class="story-group">
      <h4>What would change it</h4>
      {next && <p class="story-next">{missingInWords(next)}</p>}
      <ul class="story" data-kind="changes">
        {[...up, ...against].map(change => (
          <ChangeLine key={`${change.what} ${change.id}`} change={change} />
        ))}
        {due.map(penalty => (
          <li key={penalty.id}>
            <span class="points number" data-sign="minus">
              {signed(penalty.points)}
            </span>
            <span>
              {penalty.reason}
              <small> if nothing happens</small>
            </span>
            <small>
              <When at={penalty.at} />
            </small>
          </li>
        ))}
        {cools && (
          <li>
            <span class="points" aria-hidden="true">
              ↓
            </span>
            <span>
              If nothing happens
              <small> acts fade{due.length > 0 && ' and penalties fall due'}</small>
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
  const { reason, points, passes, score, also } = change
  return (
    <li>
      <span class="points number" data-sign={points < 0 ? 'minus' : undefined}>
        {signed(points)}
      </span>
      <span>
        {reason}
        <small> {conditionInWords(change)}</small>
        {also.length > 0 && <small class="story-also">including {alsoInWords(also)}</small>}
      </span>
      <small class="number">{passes ? lineInWords(passes) : `to ${whole(score)}`}</small>
    </li>
  )
}

/** Whose points are among those of a change. */
function alsoInWords(also: Change['also']): string {
  const named = also.slice(0, 2).map(({ reason, points, forNow }) => {
    return `${signed(points)}\u00a0${reason}${forNow ? ', for\u00a0now' : ''}`
  })
  const rest = also.length - named.length
  return [...named, ...(rest > 0 ? [`${rest}\u00a0more`] : [])].join(' · ')
}

function conditionInWords({ what, open, acts, by }: Change): string {
  switch (what) {
    case 'answer':
      return open ? 'not answered yet' : 'if it turns out so'
    case 'act':
      return acts === 1 ? 'if they do' : `${whole(acts)} more needed`
    case 'steps':
      return acts === 1 ? 'one step left' : `${whole(acts)} steps left`
    case 'lift':
      return by === null ? 'falls away with any sign of life' : `falls away with “${by}”`
    case 'colleague':
      return 'if another one comes'
    case 'crm':
      return 'if the CRM says so'
    case 'priority':
      return 'if the company is added'
  }
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

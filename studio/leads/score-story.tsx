import type { CardScore, CardScoreLine } from '#server/http/api-type.ts'
import { When } from '../ui/when.tsx'
import { signed, whole } from '../words.ts'

/** Every entry of the ledger, strongest first. What counts adds up to the score, and the sums say so. */
export function ScoreStory({ score }: { readonly score: CardScore }) {
  const groups = [
    { name: 'Fit', sum: score.fit, lines: score.lines.filter(line => line.group === 'fit') },
    { name: 'Engagement', sum: score.engagement, lines: score.lines.filter(line => line.group === 'engagement') },
  ]
  return (
    <section>
      <h3>Why this score</h3>
      <p class="story-sum">
        <strong class="number">{whole(score.total)}</strong>
        <span class="quiet number">
          {whole(score.fit)} fit + {whole(score.engagement)} engagement
        </span>
      </p>
      {groups.map(group => (
        <div class="story-group" key={group.name}>
          <h4>
            {group.name}
            <span class="number">{whole(group.sum)}</span>
          </h4>
          <ul class="story">
            {group.lines.map(line => (
              <Line key={line.id} line={line} />
            ))}
          </ul>
          {group.lines.length === 0 && <p class="quiet">Nothing yet.</p>}
        </div>
      ))}
    </section>
  )
}

function Line({ line }: { readonly line: CardScoreLine }) {
  return (
    <li>
      <span class="points number" data-sign={line.counted < 0 ? 'minus' : undefined}>
        {signed(line.counted)}
      </span>
      <span>
        {line.reason}
        {line.counted !== line.points && (
          <small> of {signed(line.points)}, after time and the limit of its group</small>
        )}
      </span>
      <small>
        <When at={line.at} />
      </small>
    </li>
  )
}

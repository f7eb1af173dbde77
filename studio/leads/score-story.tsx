import './score-story.css'
import type { CardScore, CardScoreLine } from '#server/http/api-type.ts'
import { When } from '../ui/when.tsx'
import { signed, whole } from '../words.ts'
import { ScoreChanges } from './score-changes.tsx'

interface ScoreStoryProps {
  readonly score: CardScore
  /** Why no rule counts at all; null = they do. */
  readonly leftOut: string | null
}

/** The ledger as a story: who they are, what they did, what counts against them. What counts adds up to the score, and the sums say so. */
export function ScoreStory({ score, leftOut }: ScoreStoryProps) {
  const parts = partsOf(score.lines)
  return (
    <section class="score-story">
      <h3>Why this score</h3>
      <p class="story-sum">
        <strong class="number">{whole(score.total)}</strong>
        <span class="quiet number">
          {whole(score.fit)} fit + {whole(score.engagement)} engagement
        </span>
        {score.grade && leftOut === null && (
          <span class="tag" title="Fit from A to D, engagement from 1 to 4">
            Grade {score.grade}
          </span>
        )}
        {score.hundred !== null && <span class="tag number">{score.hundred} of 100</span>}
      </p>
      {leftOut === null && <Matches score={score} />}
      {parts.map(part => (
        <div class="story-group" key={part.name}>
          <h4>
            {part.name}
            <span class="number">{signed(part.sum)}</span>
          </h4>
          <ul class="story">
            {part.lines.map(line => (
              <Line key={line.id} line={line} most={score.most.engagement} />
            ))}
          </ul>
        </div>
      ))}
      {score.lines.length === 0 && (
        <p class="quiet">
          {leftOut
            ? `Left out of scoring (${leftOut}): whatever they say or do, nothing is added up.`
            : 'No rule has given or taken points yet.'}
        </p>
      )}
      <ScoreChanges score={score} />
      <p class="story-model">
        By the model “{score.modelName}”, version <code>{score.modelRevision.slice(0, 7)}</code>
      </p>
    </section>
  )
}

function partsOf(lines: readonly CardScoreLine[]) {
  const [who, did, against] = [
    lines.filter(line => line.group === 'fit' && line.points >= 0),
    lines.filter(line => line.group === 'engagement' && line.points >= 0),
    lines.filter(line => line.points < 0),
  ]
  return [
    { name: 'Who they are', lines: who ?? [] },
    { name: 'What they did', lines: did ?? [] },
    { name: 'What counts against them', lines: against ?? [] },
  ]
    .filter(part => part.lines.length > 0)
    .map(part => ({ ...part, sum: part.lines.reduce((sum, line) => sum + line.counted, 0) }))
}

function Matches({ score: { profiles, personas, flags } }: { readonly score: CardScore }) {
  return (
    <>
      {profiles.length + personas.length > 0 && (
        <p class="story-matches">
          <span class="quiet">Matches</span>
          {[...profiles, ...personas].map(label => (
            <span class="tag" data-tone="good" key={label}>
              {label}
            </span>
          ))}
        </p>
      )}
      {flags.length > 0 && (
        <div class="story-flags" role="note">
          <strong>Worth checking</strong>
          <ul>
            {flags.map(flag => (
              <li key={flag}>{flag}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

function Line({ line, most }: { readonly line: CardScoreLine; readonly most: number }) {
  const note = noteOf(line, most)
  return (
    <li>
      <span class="points number" data-sign={line.counted < 0 ? 'minus' : undefined}>
        {signed(line.counted)}
      </span>
      <span>
        {line.reason}
        {note && <small> {note}</small>}
      </span>
      <small>{line.group === 'engagement' && <When at={line.at} />}</small>
    </li>
  )
}

/** Why a line counts other than it gave. */
function noteOf({ points, counted, worth, limited, group }: CardScoreLine, most: number): string | null {
  if (counted === points) return null
  const faded = Math.abs(worth) < Math.abs(points) - 0.05 ? 'time has passed' : null
  const limit = limited && limitInWords(limited, group === 'fit' ? null : most)
  const why = [faded, limit].filter(Boolean).join(', ')
  return `of ${signed(points)}${why ? `: ${why}` : ''}`
}

function limitInWords({ by, label }: NonNullable<CardScoreLine['limited']>, most: number | null): string {
  if (by === 'rule') return 'this rule counts so much and no more'
  if (by === 'group') return `“${label}” has reached its limit`
  return most === null ? 'fit has reached its limit' : `acts count ${most} at most`
}

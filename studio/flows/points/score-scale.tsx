interface ScoreScaleProps {
  readonly cold: number
  readonly hot: number
  readonly most: number
  /** Lines besides: where they begin, with their names. */
  readonly marks: readonly { readonly label: string; readonly score: number }[]
}

/** Where cold ends and hot begins, to scale. The numbers beside it say the same. */
export function ScoreScale({ cold, hot, most, marks }: ScoreScaleProps) {
  const top = Math.max(most, hot, ...marks.map(({ score }) => score), 1)
  const place = (score: number) => `${(100 * Math.min(Math.max(score, 0), top)) / top}%`
  const parts = [
    { tone: 'cold', label: 'Cold', from: 0, to: cold },
    { tone: 'warm', label: 'Warm', from: cold, to: hot },
    { tone: 'hot', label: 'Hot', from: hot, to: top },
  ]
  return (
    <div class="score-scale" aria-hidden="true">
      <div class="score-parts">
        {parts.map(({ tone, label, from, to }) => (
          <span
            key={tone}
            data-tone={tone}
            style={{ insetInlineStart: place(from), width: `calc(${place(Math.max(from, to))} - ${place(from)})` }}
          >
            {to > from && (
              <>
                {label} <span class="number">{from}</span>
              </>
            )}
          </span>
        ))}
      </div>
      <div class="score-marks">
        {marks.map(({ label, score }, index) => (
          <span
            key={index}
            data-side={score > top / 2 ? 'before' : undefined}
            style={{ insetInlineStart: place(score) }}
          >
            <span>
              {label} <span class="number">{score}</span>
            </span>
          </span>
        ))}
      </div>
    </div>
  )
}

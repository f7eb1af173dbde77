import './learning.css'
import type { LearningReport } from '#server/http/api-type.ts'
import { factInWords } from '../fact-words.ts'

interface LeakListProps {
  readonly leaks: LearningReport['leaks']
  /** Said when there are none. */
  readonly none: string
  /** What became of a fact that the outcomes give away. */
  readonly mark: string
}

/** Facts that were known only after the outcome, why, and which rules read them. */
export function LeakList({ leaks, none, mark }: LeakListProps) {
  return (
    <section class="panel learning-part">
      <h2>Facts known only after the outcome</h2>
      {leaks.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul class="verdicts">
          {leaks.map(leak => (
            <li key={leak.name}>
              <div class="row" data-spread>
                <h3 title={leak.name}>{factInWords(leak.name)}</h3>
                <span class="tag" data-tone={leak.kind === 'leak' ? 'bad' : 'warn'}>
                  {leak.kind === 'leak' ? mark : 'In doubt'}
                </span>
              </div>
              <p>{leak.reason}</p>
              {leak.rules.length > 0 && (
                <p class="quiet learning-note">
                  Rules that read it: {leak.rules.join(', ')}. Their points say little about new leads.
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

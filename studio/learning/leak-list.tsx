import type { LearningReport } from '#server/http/api-type.ts'

/** Facts that were known too late to learn from, and why. */
export function LeakList({ leaks }: { readonly leaks: LearningReport['leaks'] }) {
  return (
    <section class="panel learning-part">
      <h2>Facts known too late</h2>
      {leaks.length === 0 ? (
        <p>None found: every fact that was learnt from was known when the lead was captured.</p>
      ) : (
        <ul class="verdicts">
          {leaks.map(leak => (
            <li key={leak.name}>
              <div class="row" data-spread>
                <h3>
                  <code>{leak.name}</code>
                </h3>
                <span class="tag" data-tone={leak.kind === 'leak' ? 'bad' : 'warn'}>
                  {leak.kind === 'leak' ? 'Left out' : 'In doubt'}
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

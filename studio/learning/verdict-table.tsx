import type { LearningReport } from '#server/http/api-type.ts'
import { percent, TARGETS, VERDICTS, verdictName, verdictWords } from './learning-words.ts'

/** Of each rule, how the leads it counted for came out. Those that point the wrong way come first. */
export function VerdictTable({ report }: { readonly report: LearningReport }) {
  const verdicts = report.verdicts.toSorted(
    (a, b) => VERDICTS[a.code].order - VERDICTS[b.code].order || b.leads - a.leads,
  )
  const { label } = TARGETS[report.spec.target]
  return (
    <section class="panel learning-part">
      <h2>Rule by rule</h2>
      <ul class="verdicts">
        {verdicts.map(verdict => (
          <li key={`${verdict.ruleId} ${verdict.negative}`}>
            <div class="row" data-spread>
              <h3>{verdictName(verdict)}</h3>
              <span class="tag" data-tone={VERDICTS[verdict.code].tone}>
                {VERDICTS[verdict.code].label}
              </span>
            </div>
            <p>{verdictWords(verdict, report.spec.target)}</p>
            {verdict.with && verdict.difference && (
              <p class="quiet learning-note">
                {label}: {percent(verdict.with.share)} with it, somewhere between {percent(verdict.with.from)} and{' '}
                {percent(verdict.with.to)}.
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

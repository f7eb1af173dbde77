import type { LearningReport } from '#server/http/api-type.ts'
import { count } from '../words.ts'
import { isWorthTaking, pairs, TARGETS } from './learning-words.ts'

/** How many outcomes there are, how many are missing, and what the points are worth against them. */
export function QualityPanel({ report }: { readonly report: LearningReport }) {
  const { counts, auc, spec, matureDays, missing } = report
  const known = counts.good + counts.bad
  const { became } = TARGETS[spec.target]
  return (
    <section class="panel learning-part">
      <h2>What is known</h2>
      <p>
        Of {count(counts.leads, 'lead')} the outcome of <strong>{known}</strong> is known: {counts.good} {became},{' '}
        {counts.bad} did not
        {counts.overdue > 0 && ` (${counts.overdue} of them because nothing came of them in ${matureDays} days)`}.
        {counts.young > 0 &&
          (spec.target === 'accepted'
            ? ` On ${count(counts.young, 'lead')} sales has not said anything: they teach nothing.`
            : ` ${count(counts.young, 'open lead')} under ${matureDays} days old ${counts.young === 1 ? 'is' : 'are'} not judged yet.`)}
      </p>
      {missing > 0 && <Missing report={report} known={known} />}
      {auc.model !== null && auc.points !== null && auc.now !== null && (
        <dl class="worth">
          <Worth label="Your points now" auc={auc.now} tone="1" />
          <Worth label="Suggested points" auc={auc.points} tone="2" />
          <Worth label="The same before rounding to whole points" auc={auc.model} tone="2" />
        </dl>
      )}
      {auc.points !== null && !isWorthTaking(auc) && (
        <p class="notice" data-tone="good">
          The outcomes bear your points out: the suggested ones would not sort new leads better.
        </p>
      )}
      {auc.model !== null && (
        <p class="quiet learning-note">
          Take one lead that made it and one that did not: in so many of 100 such pairs the better one has more points;
          50 would be chance. Suggested points are measured on leads they were not learnt from
          {auc.points !== null && `; rounding costs ${lossWords(auc.model - auc.points)}`}.
        </p>
      )}
    </section>
  )
}

function Missing({ report, known }: { readonly report: LearningReport; readonly known: number }) {
  const wanted = known + report.missing
  return (
    <div class="missing">
      <progress max={wanted} value={known} aria-label="Known outcomes" />
      <p class="quiet">
        {count(report.missing, 'more outcome')} until the points can be learnt: about 80 are needed, with at least 10 of
        each kind. They come from what sales says on a lead, from the CRM, or from an import.
      </p>
    </div>
  )
}

function Worth({ label, auc, tone }: { readonly label: string; readonly auc: number; readonly tone: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <svg class="worth-bar" aria-hidden="true">
          <rect class="worth-ground" width="100%" height="100%" rx="4" />
          <rect class="worth-part" data-series={tone} width={`${100 * auc}%`} height="100%" rx="4" />
          <line class="worth-chance" x1="50%" x2="50%" y1="0" y2="100%" />
        </svg>
        <strong class="number" title={`AUC ${auc.toFixed(3)}`}>
          {pairs(auc)}
        </strong>
      </dd>
    </div>
  )
}

function lossWords(loss: number): string {
  if (loss < 0.0005) return 'nothing'
  return `${(100 * loss).toFixed(1)} pairs in 100`
}

import type { BacktestReport, LeadNames, Quality } from '#server/http/api-type.ts'
import { LeakList } from '../learning/leak-list.tsx'
import { count } from '../words.ts'
import { AgreementPanel } from './agreement-panel.tsx'
import { FlipsPanel } from './flips-panel.tsx'
import { LiftPanel } from './lift-panel.tsx'
import { kappaInWords, percent, TARGETS } from './model-words.ts'
import { ThresholdPanel } from './threshold-panel.tsx'
import { WideTable } from './wide-table.tsx'

interface ReportProps {
  readonly report: BacktestReport
  readonly people: LeadNames
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** Two models over the same leads: who flips, and which of them was right more often. */
export function BacktestReportView({ report, people }: ReportProps) {
  const { spec, leads, good, bad, open, needed, enough, base, candidate } = report
  if (leads === 0) {
    return (
      <div class="empty">
        <h2>No leads in this time</h2>
        <p>Choose a longer period, or wait until the first leads have come.</p>
      </div>
    )
  }
  return (
    <>
      <section class="panel model-part">
        <header>
          <h2>
            {candidate.name} against {base.name}
          </h2>
          <p class="quiet">
            {count(leads, 'lead')}
            {spec.since > 0 && ` since ${day.format(spec.since)}`}, scored{' '}
            {spec.moment === 'capture' ? 'as they were when they came' : `as they were on ${day.format(spec.moment)}`}.
            Good: {TARGETS[spec.target]}.
          </p>
        </header>
        <dl class="figures">
          <Figure label="Turned out well" value={good.toLocaleString('en')} />
          <Figure label="Did not" value={bad.toLocaleString('en')} />
          <Figure label="Too young to judge" value={open.toLocaleString('en')} />
          <Figure label="Flip over MQL" value={`${report.mql.up} up, ${report.mql.down} down`} />
        </dl>
        {enough ? (
          <QualityTable report={report} />
        ) : (
          <p class="notice" data-tone="warn">
            {notEnough(good + bad, needed, good, bad)} Who flips can be told all the same.
          </p>
        )}
      </section>
      <FlipsPanel report={report} people={people} />
      {enough && <LiftPanel base={base} candidate={candidate} />}
      <ThresholdPanel report={report} />
      <AgreementPanel report={report} />
      {report.leaks && (
        <LeakList
          leaks={report.leaks}
          mark="Known too late"
          none="None found: no fact of these leads gives its outcome away, so the figures above can be believed for new leads too."
        />
      )}
    </>
  )
}

/** Not enough outcomes yet (3 of 20). */
function notEnough(decided: number, needed: number, good: number, bad: number): string {
  if (decided < needed)
    return `Not enough outcomes yet (${decided} of ${needed}) to say which model is right more often.`
  return good === 0
    ? 'None of these leads turned out well yet, so there is nothing to find.'
    : bad === 0
      ? 'All of these leads turned out well, so there is nothing to tell apart.'
      : ''
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd class="number">{value}</dd>
    </div>
  )
}

interface Row {
  readonly label: string
  readonly hint: string
  readonly of: (quality: Quality) => number | null
}

const ROWS: readonly Row[] = [
  { label: 'Precision', hint: 'Of the qualified, how many turned out well', of: ({ precision }) => precision },
  { label: 'Recall', hint: 'Of those that turned out well, how many were qualified', of: ({ recall }) => recall },
  { label: 'Ranking (AUC)', hint: 'How often a good lead has the higher score; 50 % is chance', of: ({ auc }) => auc },
]

/** All leads, then the older and the newer ones: a model that only fits the past falls off in the last column. */
function QualityTable({ report: { base, candidate, splitAt } }: { readonly report: BacktestReport }) {
  const parts = [
    { label: 'All', key: 'quality' },
    { label: 'Older 70 %', key: 'older' },
    { label: 'Newer 30 %', key: 'newer' },
  ] as const
  return (
    <WideTable label="How right each model was">
      <table class="data-table quality">
        <caption class="visually-hidden">How right each model was</caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              At the MQL threshold
            </th>
            {parts.map(({ label, key }) => (
              <th scope="colgroup" colSpan={2} key={key} class="number">
                {label}
              </th>
            ))}
          </tr>
          <tr>
            {parts.flatMap(({ key }) => [
              <th scope="col" class="number" key={`${key} base`}>
                {base.name}
              </th>,
              <th scope="col" class="number" key={`${key} candidate`}>
                {candidate.name}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {ROWS.map(({ label, hint, of }) => (
            <tr key={label}>
              <th scope="row">
                {label}
                <br />
                <span class="quiet">{hint}</span>
              </th>
              {parts.flatMap(({ key }) => [
                <td class="number" key={`${key} base`}>
                  {percent(of(base[key]))}
                </td>,
                <td
                  class="number strong"
                  key={`${key} candidate`}
                  data-trend={trend(of(base[key]), of(candidate[key]))}
                >
                  {percent(of(candidate[key]))}
                </td>,
              ])}
            </tr>
          ))}
          <tr>
            <th scope="row">
              Agreement with sales
              <br />
              <span class="quiet">{kappaInWords(candidate.agreement.kappa)}</span>
            </th>
            <td class="number">{percent(base.agreement.agree)}</td>
            <td class="number strong">{percent(candidate.agreement.agree)}</td>
            <td colSpan={4} class="quiet number">
              {splitAt !== null && `Newer: since ${day.format(splitAt)}`}
            </td>
          </tr>
        </tbody>
      </table>
    </WideTable>
  )
}

function trend(was: number | null, is: number | null): string | undefined {
  if (was === null || is === null || Math.abs(is - was) < 0.005) return undefined
  return is > was ? 'up' : 'down'
}

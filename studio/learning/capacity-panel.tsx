import { useId, useState } from 'preact/hooks'
import type { LearningReport } from '#server/http/api-type.ts'
import { may } from '../me.ts'
import { percent, TARGETS } from './learning-words.ts'
import { type Line, lineAt, thresholdFor } from './threshold-for.ts'

interface CapacityPanelProps {
  readonly report: LearningReport
  readonly onTake: (score: number) => void
}

/** How many leads a week the team can take, and the threshold that comes of it, under present and suggested points. */
export function CapacityPanel({ report, onTake }: CapacityPanelProps) {
  const id = useId()
  const { now, suggested } = report.thresholds
  const most = Math.max(1, Math.ceil(now[0]?.perWeek ?? 0))
  const [capacity, setCapacity] = useState(() => Math.max(1, Math.round(lineAt(now, report.mql)?.perWeek ?? most / 2)))
  return (
    <section class="panel learning-part">
      <h2>Threshold for what the team can take</h2>
      <div class="capacity">
        <label for={id}>
          The team can take <strong class="number">{capacity}</strong> {capacity === 1 ? 'lead' : 'leads'} a week
        </label>
        <input
          id={id}
          type="range"
          min={1}
          max={most}
          value={capacity}
          onInput={event => setCapacity(Number(event.currentTarget.value))}
        />
      </div>
      <div class="capacity-options">
        <Option
          title="With your points now"
          line={thresholdFor(now, capacity)}
          report={report}
          {...(may('edit_flows') && { onTake })}
        />
        {suggested.length > 0 && (
          <Option title="With the suggested points" line={thresholdFor(suggested, capacity)} report={report} />
        )}
      </div>
      <p class="quiet learning-note">
        Counted over the last {Math.round(report.weeks)} weeks, by the score at capture. The threshold now is{' '}
        {report.mql}
        {atNow(lineAt(now, report.mql))}.
      </p>
    </section>
  )
}

function atNow(line: Line | null): string {
  return line ? `: ${perWeek(line)} leads a week` : ''
}

interface OptionProps {
  readonly title: string
  readonly line: Line | null
  readonly report: LearningReport
  readonly onTake?: (score: number) => void
}

function Option({ title, line, report, onTake }: OptionProps) {
  const { became } = TARGETS[report.spec.target]
  return (
    <div class="capacity-option">
      <h3>{title}</h3>
      {line ? (
        <>
          <p class="capacity-score">
            from <strong class="number">{line.score}</strong> points on
          </p>
          <p>
            {perWeek(line)} leads a week.{' '}
            {line.decided > 0 && `${line.good} of ${line.decided} with a known outcome ${became}`}
            {line.caught !== null && `, ${percent(line.caught)} of all that did`}.
          </p>
          {onTake && line.score !== report.mql && (
            <button type="button" class="button" data-size="small" onClick={() => onTake(line.score)}>
              Make {line.score} the threshold in the draft
            </button>
          )}
        </>
      ) : (
        <p>Even the best score brings more leads than that: they share one score.</p>
      )}
    </div>
  )
}

function perWeek({ perWeek: leads }: Line): string {
  return leads.toFixed(leads < 10 ? 1 : 0)
}

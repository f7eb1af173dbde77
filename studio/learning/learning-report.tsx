import type { Learning, LearningReport } from '#server/http/api-type.ts'
import { put } from '../api.ts'
import { may } from '../me.ts'
import { fail } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'
import { count } from '../words.ts'
import { CalibrationPanel } from './calibration-panel.tsx'
import { CapacityPanel } from './capacity-panel.tsx'
import { LeakList } from './leak-list.tsx'
import { TARGETS } from './learning-words.ts'
import { QualityPanel } from './quality-panel.tsx'
import { SuggestionTable } from './suggestion-table.tsx'
import { takePoints, takeThreshold } from './take-points.ts'
import { VerdictTable } from './verdict-table.tsx'

interface LearningReportViewProps {
  readonly learning: Learning
  readonly report: LearningReport
  readonly flowId: string
  /** After it was put on lead cards or taken off. */
  readonly onChange: () => void
}

/** One report: what is known, what it suggests, what it would mean for the team, and how sure all of that is. */
export function LearningReportView({ learning, report, flowId, onChange }: LearningReportViewProps) {
  const decided = report.counts.good > 0 && report.counts.bad > 0
  const room = `/studio/flows/${encodeURIComponent(flowId)}/points`
  return (
    <>
      <QualityPanel report={report} />
      {report.problem === 'no_facts' && (
        <p class="notice">All leads answered alike, so no fact can be told apart by its outcome.</p>
      )}
      {report.suggestions.length > 0 && (
        <>
          <SuggestionTable
            report={report}
            onTake={(keys, onUndone) => takePoints(flowId, learning.id, { keys, onUndone })}
          />
          <p class="quiet learning-note">
            Taking points changes the draft only. <a href={room}>Open the draft’s points</a>, compare it under Models,
            and publish when you are sure.
          </p>
        </>
      )}
      {report.thresholds.now.length > 0 && (
        <CapacityPanel report={report} onTake={score => void takeThreshold(flowId, score)} />
      )}
      {report.verdicts.length > 0 && decided && <VerdictTable report={report} />}
      {report.calibration && (
        <>
          <CalibrationPanel calibration={report.calibration} target={report.spec.target} />
          <PublishPanel learning={learning} report={report} flowId={flowId} onChange={onChange} />
        </>
      )}
      {decided && (
        <LeakList
          leaks={report.leaks}
          mark="Left out"
          none="None found: every fact that was learnt from was known when the lead was captured."
        />
      )}
    </>
  )
}

function PublishPanel({ learning, report, flowId, onChange }: LearningReportViewProps) {
  const { published } = learning
  const set = async (on: boolean) => {
    try {
      await put(`/flows/${encodeURIComponent(flowId)}/learning/${encodeURIComponent(learning.id)}/published`, { on })
      onChange()
    } catch (error) {
      fail(error)
    }
  }
  const { became } = TARGETS[report.spec.target]
  return (
    <section class="panel learning-part">
      <header class="row" data-spread>
        <h2>On lead cards</h2>
        {may('edit_flows') && (
          <button
            type="button"
            class="button"
            data-look={published ? undefined : 'main'}
            onClick={() => void set(published === null)}
          >
            {published ? 'Take off lead cards' : 'Show on lead cards'}
          </button>
        )}
      </header>
      <p>
        {published ? (
          <>
            Lead cards show this prediction since {published.by} decided so, <When at={published.at} />.
          </>
        ) : (
          'Lead cards do not show this prediction.'
        )}{' '}
        It reads “Like leads of which 18 in 100 {became}”, learnt from{' '}
        {count(report.counts.good + report.counts.bad, 'lead')}. It changes no score and no routing.
      </p>
    </section>
  )
}

import './learning.css'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Learning, LearningDetail, StartLearningRequest } from '#server/http/api-type.ts'
import { get, post, query as toQuery } from '../api.ts'
import { may } from '../me.ts'
import { SelectField } from '../ui/select-field.tsx'
import { fail } from '../ui/toast.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { LearningReportView } from './learning-report.tsx'
import { TARGETS } from './learning-words.ts'

type Target = StartLearningRequest['target']

/** Years back that leads are looked at. */
const DAYS = 730
const REFRESH_MS = 1_500

/** What past leads teach about a flow's points. The report stands in the address. */
export function LearningRoom({ flow }: { readonly flow: string }) {
  const { query, route, path } = useLocation()
  return (
    <div class="learning">
      <FlowLearning
        flow={flow}
        chosen={query.report}
        go={report => route(`${path}${toQuery({ flow, report })}`, true)}
      />
    </div>
  )
}

interface FlowLearningProps {
  readonly flow: string
  readonly chosen: string | undefined
  readonly go: (report?: string) => void
}

function FlowLearning({ flow, chosen, go }: FlowLearningProps) {
  const base = `/flows/${encodeURIComponent(flow)}/learning`
  const { data: learnings, error, reload } = useLoad(base, () => get<readonly Learning[]>(base))
  const [picked, setTarget] = useState<Target | null>(null)
  // What sales says comes first, what came of it later.
  const target = picked ?? learnings?.[0]?.spec.target ?? 'accepted'
  const running = learnings?.some(({ status }) => status === 'running') ?? false
  useEffect(() => {
    if (!running) return
    const timer = setInterval(reload, REFRESH_MS)
    return () => clearInterval(timer)
  }, [running, reload])
  const start = async () => {
    try {
      await post<Learning>(base, { target, days: DAYS } satisfies StartLearningRequest)
      go()
      reload()
    } catch (problem) {
      fail(problem)
    }
  }
  const shown = learnings?.find(({ id }) => id === chosen) ?? learnings?.find(({ status }) => status !== 'failed')
  return (
    <>
      <div class="row learning-bar">
        {learnings && learnings.length > 1 && (
          <SelectField
            quiet
            label="Report"
            value={shown?.id ?? ''}
            options={learnings.map(one => ({ id: one.id, label: reportName(one) }))}
            onPick={go}
          />
        )}
        {may('edit_flows') && (
          <div class="row learning-start">
            <SelectField
              quiet
              label="What counts as good"
              value={target}
              options={Object.entries(TARGETS).map(([id, { label }]) => ({ id, label }))}
              onPick={id => isTarget(id) && setTarget(id)}
            />
            <button type="button" class="button" data-look="main" disabled={running} onClick={() => void start()}>
              {running ? 'Reading…' : learnings?.length ? 'Read outcomes again' : 'Read outcomes'}
            </button>
          </div>
        )}
      </div>
      {error ? <Trouble error={error} retry={reload} /> : null}
      {learnings && !shown && <NothingYet />}
      {shown && <Shown key={`${shown.id} ${shown.status}`} learning={shown} flowId={flow} onChange={reload} />}
    </>
  )
}

function isTarget(id: string): id is Target {
  return Object.hasOwn(TARGETS, id)
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

function reportName({ createdAt, by, spec, status, published }: Learning): string {
  const who = by === 'schedule' ? 'monthly' : by
  const state = status === 'failed' ? ', broke off' : published ? ', on lead cards' : ''
  return `${day.format(createdAt)}, ${who}: ${TARGETS[spec.target].label}${state}`
}

function NothingYet() {
  return (
    <div class="empty">
      <h2>Nothing has been learnt yet</h2>
      <p>
        Choose what counts as a good lead and press “Read outcomes”. Parley compares your points with what became of
        past leads. It changes nothing by itself, and looks again every month.
      </p>
    </div>
  )
}

interface ShownProps {
  readonly learning: Learning
  readonly flowId: string
  readonly onChange: () => void
}

function Shown({ learning, flowId, onChange }: ShownProps) {
  if (learning.status === 'running') return <Progress learning={learning} />
  if (learning.status === 'failed')
    return (
      <p class="notice" data-tone="bad">
        {learning.problem}
      </p>
    )
  return <Done learning={learning} flowId={flowId} onChange={onChange} />
}

function Progress({ learning: { done, total } }: { readonly learning: Learning }) {
  return (
    <div class="panel learning-part" role="status">
      <h2>Reading past leads</h2>
      <progress max={Math.max(1, total)} value={done} aria-label="Leads read" />
      <p class="quiet">
        {total > 0 ? `${done} of ${total} leads. ` : ''}You can leave this page; it goes on by itself.
      </p>
    </div>
  )
}

function Done({ learning, flowId, onChange }: ShownProps) {
  const path = `/flows/${encodeURIComponent(flowId)}/learning/${encodeURIComponent(learning.id)}`
  const { data, error, reload } = useLoad(path, () => get<LearningDetail>(path))
  if (error) return <Trouble error={error} retry={reload} />
  if (!data?.report) return null
  return <LearningReportView learning={learning} report={data.report} flowId={flowId} onChange={onChange} />
}

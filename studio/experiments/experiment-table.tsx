import type { Flow } from '#flows/flow.ts'
import type { ExperimentReport, VariantReport } from '#server/http/api-type.ts'
import { downloadCsv } from '../ui/csv.ts'
import { Icon } from '../ui/icon.tsx'
import { type Column, SortableHead, useSorting } from '../ui/sorting.tsx'
import { When } from '../ui/when.tsx'
import { count } from '../words.ts'
import { type TestedWording, wordingsOf } from './wordings-of.ts'

interface ExperimentTableProps {
  readonly flow: Flow
  readonly report: ExperimentReport
}

const STATES: Readonly<Record<ExperimentReport['status'], { readonly text: string; readonly tone: string }>> = {
  draft: { text: 'Not started', tone: '' },
  running: { text: 'Running', tone: 'good' },
  stopped: { text: 'Stopped', tone: '' },
  past: { text: 'Over', tone: '' },
}

const COLUMNS: readonly Column<VariantReport>[] = [
  { id: 'id', label: 'Wording', by: ({ id }) => id },
  { id: 'weight', label: 'Share', number: true, by: ({ weight }) => weight },
  { id: 'exposed', label: 'Exposed', number: true, by: ({ exposed }) => exposed },
  { id: 'started', label: 'Started', number: true, by: ({ started }) => started },
  { id: 'completed', label: 'Completed', number: true, by: ({ completed }) => completed },
  { id: 'qualified', label: 'Qualified', number: true, by: ({ qualified }) => qualified },
  { id: 'rate', label: 'Qualified rate', number: true, by: ({ qualifiedRate }) => qualifiedRate },
]

/** One version of an experiment: what each wording brought. */
export function ExperimentTable({ flow, report }: ExperimentTableProps) {
  const { sorted, sorting, sortBy } = useSorting(report.variants, COLUMNS, { column: 'id', down: false })
  const wordings = wordingsOf(flow, report)
  const state = STATES[report.status]
  return (
    <article class="panel experiment">
      <header class="row" data-spread>
        <h3 class="row">
          {report.id}
          {report.version > 1 && <small class="quiet">version {report.version}</small>}
          <span class="tag" data-tone={state.tone}>
            {state.text}
          </span>
        </h3>
        <button type="button" class="button" data-look="plain" data-size="small" onClick={() => download(report)}>
          <Icon name="download" />
          CSV
        </button>
      </header>
      <div class="table-wrap">
        <table class="data-table">
          <caption class="visually-hidden">Counts of the experiment {report.id}</caption>
          <SortableHead columns={COLUMNS} sorting={sorting} onSort={sortBy} />
          <tbody>
            {sorted.map(variant => (
              <VariantLine key={variant.id} variant={variant} wordings={wordings[variant.id] ?? []} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet experiment-foot">
        {report.firstExposureAt === null ? 'Nobody has seen it yet.' : 'First seen '}
        {report.firstExposureAt !== null && <When at={report.firstExposureAt} />}
        {report.crossed > 0 && ` · ${count(report.crossed, 'visitor')} saw more than one wording and are left out.`}
      </p>
    </article>
  )
}

function VariantLine({
  variant,
  wordings,
}: {
  readonly variant: VariantReport
  readonly wordings: readonly TestedWording[]
}) {
  const { qualifiedRate: rate } = variant
  return (
    <tr>
      <th scope="row">
        <span class="variant-words">
          <span class="letter">{variant.id.toUpperCase()}</span>
          <span>
            {wordings.map(({ key, text, unchanged }) => (
              <span key={key} class="worded">
                {text}
                {unchanged && <small class="quiet"> as it stands</small>}
              </span>
            ))}
          </span>
        </span>
      </th>
      <td class="number">{variant.weight === null ? '–' : `${variant.weight / 100} %`}</td>
      <td class="number">{variant.exposed.toLocaleString('en')}</td>
      <td class="number">{variant.started.toLocaleString('en')}</td>
      <td class="number">{variant.completed.toLocaleString('en')}</td>
      <td class="number">{variant.qualified.toLocaleString('en')}</td>
      <td class="number">{rate === null ? '–' : `${(100 * rate).toFixed(1)} %`}</td>
    </tr>
  )
}

function download({ id, version, variants }: ExperimentReport): void {
  const head = ['variant', 'weight', 'exposed', 'started', 'completed', 'qualified', 'qualified_rate']
  const lines = variants.map(one => [
    one.id,
    one.weight,
    one.exposed,
    one.started,
    one.completed,
    one.qualified,
    one.qualifiedRate,
  ])
  downloadCsv(`experiment-${id}-v${version}.csv`, [head, ...lines])
}

import './accounts.css'
import { useEffect, useState } from 'preact/hooks'
import type { CompetitorRow, SavedCompetitors } from '#server/http/api-type.ts'
import { get } from '../api.ts'
import { may } from '../me.ts'
import type { Column } from '../ui/sorting.tsx'
import { TextAreaField } from '../ui/text-area-field.tsx'
import { fail, tell } from '../ui/toast.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { count } from '../words.ts'
import { addCompetitors, COMPETITOR_PROBLEMS, removeCompetitor } from './competitors.ts'
import { PatternTable } from './pattern-table.tsx'

/** How soon the page looks again, once the worker has been at the leads that are in already. */
const LOOK_AGAIN_MS = 5_000

const COLUMNS: readonly Column<CompetitorRow>[] = [
  { id: 'pattern', label: 'Domain or pattern', by: line => line.pattern },
  { id: 'leads', label: 'Leads', number: true, by: line => line.leads },
  { id: 'by', label: 'Added by', by: line => line.by },
  { id: 'at', label: 'Since', by: line => line.at },
]

/** The companies whose people are left out of scoring, by every model of the workspace. */
export function CompetitorsPage() {
  const { data, error, reload } = useLoad('competitors', () => get<CompetitorRow[]>('/competitors'))
  const [changes, setChanges] = useState(0)
  const changed = () => {
    reload()
    setChanges(before => before + 1)
  }
  useEffect(() => {
    if (changes === 0) return
    const timer = setTimeout(reload, LOOK_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [changes, reload])
  useEffect(() => {
    document.title = 'Competitors · Parley'
  }, [])
  return (
    <div class="page account">
      <header class="page-head">
        <div>
          <p class="crumb">
            <a href="/studio/leads/accounts">Accounts</a>
          </p>
          <h1>Competitors</h1>
          <p class="quiet">
            People of these companies are left out of scoring, whatever the model. Who is in already is put out soon
            after.
          </p>
        </div>
      </header>
      {error ? <Trouble error={error} retry={reload} /> : null}
      {may('note_leads') && <AddForm onDone={changed} />}
      {data && data.length > 0 && <Lines lines={data} onChanged={changed} />}
      {data && data.length === 0 && (
        <div class="empty">
          <h2>No competitor is named</h2>
          <p>
            {may('note_leads')
              ? 'Paste their domains above, one a line. Rejecting a lead as a competitor offers to add theirs, too.'
              : 'Owners, marketers and sales can name them.'}
          </p>
        </div>
      )}
    </div>
  )
}

function AddForm({ onDone }: { readonly onDone: () => void }) {
  const [text, setText] = useState('')
  const [saved, setSaved] = useState<SavedCompetitors | null>(null)
  const [busy, setBusy] = useState(false)
  const domains = text
    .split(/[\n,;]/)
    .map(line => line.trim())
    .filter(line => line !== '')
  const submit = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    try {
      const outcome = await addCompetitors(domains)
      setSaved(outcome.problems.length > 0 ? outcome : null)
      setText(outcome.problems.map(({ given }) => given).join('\n'))
      const back = () => void Promise.all(outcome.added.map(removeCompetitor)).then(onDone, fail)
      if (outcome.added.length > 0) tell(`${count(outcome.added.length, 'competitor')} left out from now on`, back)
      else if (outcome.same.length > 0) tell(`${outcome.same.join(', ')} was on the list already`)
      onDone()
    } catch (failed) {
      fail(failed)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section class="panel account-panel">
      <h2>Add competitors</h2>
      <form class="stack" data-tight onSubmit={event => void submit(event)}>
        <TextAreaField
          label="One domain a line"
          hint="rival.example is that domain and everything below it; *rival* is anything with rival in it."
          rows={3}
          code
          value={text}
          onText={setText}
        />
        {saved && (
          <div class="notice" data-tone="warn" role="status">
            <p>{count(saved.problems.length, 'line')} left out, the rest is kept:</p>
            <ul class="row-problems">
              {saved.problems.map(({ given, problem }) => (
                <li key={given}>
                  <code>{given}</code> {COMPETITOR_PROBLEMS[problem]}
                </li>
              ))}
            </ul>
          </div>
        )}
        <div class="row">
          <button type="submit" class="button" data-look="main" disabled={busy || domains.length === 0}>
            Leave them out of scoring
          </button>
        </div>
      </form>
    </section>
  )
}

function Lines({ lines, onChanged }: { readonly lines: readonly CompetitorRow[]; readonly onChanged: () => void }) {
  const remove = async ({ pattern, note }: CompetitorRow) => {
    try {
      await removeCompetitor(pattern)
      const back = () => void addCompetitors([pattern], note ?? undefined).then(onChanged, fail)
      tell(`${pattern} is scored again`, back)
    } catch (failed) {
      fail(failed)
    } finally {
      onChanged()
    }
  }
  return (
    <PatternTable
      caption="Competitors"
      rows={lines}
      columns={COLUMNS}
      textsOf={({ note, by }) => [note, by]}
      cells={line => (
        <>
          <td>
            <code>{line.pattern}</code>
            {line.note && <p class="quiet">{line.note}</p>}
          </td>
          <td class="number">{line.leads}</td>
          <td>{line.by}</td>
        </>
      )}
      removeLabel={({ pattern }) => `Score ${pattern} again`}
      onRemove={may('note_leads') ? line => void remove(line) : undefined}
    />
  )
}

import { useRef, useState } from 'preact/hooks'
import type { PriorityImport, PriorityProblem } from '#server/http/api-type.ts'
import { post } from '../api.ts'
import { TextAreaField } from '../ui/text-area-field.tsx'
import { fail, tell } from '../ui/toast.tsx'
import { count } from '../words.ts'

const PROBLEMS: Readonly<Record<PriorityProblem['problem'], string>> = {
  empty: 'no domain in this row',
  not_a_domain: 'neither a domain nor a pattern with one',
  twice: 'is in the file twice',
  list_full: 'the list is full at 5,000 companies',
}
/** Problems that are named; the rest is counted. */
const NAMED = 12

/** Paste or choose a file, see what would change, then put it on the list. */
export function PriorityImportForm({ onDone }: { readonly onDone: () => void }) {
  const [csv, setCsv] = useState('')
  const [checked, setChecked] = useState<PriorityImport | null>(null)
  const [busy, setBusy] = useState(false)
  const file = useRef<HTMLInputElement>(null)
  const type = (text: string) => {
    setCsv(text)
    setChecked(null)
  }
  const send = async (dryRun: boolean) => {
    setBusy(true)
    try {
      const outcome = await post<PriorityImport>('/priority-accounts', { csv, dryRun })
      if (dryRun) setChecked(outcome)
      else {
        type('')
        tell(`${count(outcome.added + outcome.changed, 'company is', 'companies are')} on the list`)
        onDone()
      }
    } catch (failed) {
      fail(failed)
    } finally {
      setBusy(false)
    }
  }
  const useful = checked ? checked.added + checked.changed : 0
  return (
    <section class="panel account-panel">
      <h2>Add companies</h2>
      <form
        class="stack"
        data-tight
        onSubmit={event => {
          event.preventDefault()
          void send(checked === null)
        }}
      >
        <TextAreaField
          label="One company a line"
          hint="Domain first, then name and note if you like: acme.example, Acme, call in May. *.gov.example is everything below gov.example; *acme* is anything with acme in it."
          rows={4}
          code
          value={csv}
          onText={type}
        />
        {checked && <Outcome outcome={checked} />}
        <div class="row">
          <button
            type="submit"
            class="button"
            data-look="main"
            disabled={busy || !csv.trim() || (checked !== null && useful === 0)}
          >
            {checked ? `Put ${count(useful, 'company', 'companies')} on the list` : 'Check the list'}
          </button>
          <button type="button" class="button" onClick={() => file.current?.click()}>
            Choose a CSV file…
          </button>
          <input
            ref={file}
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            hidden
            aria-label="CSV file"
            onChange={event => {
              const input = event.currentTarget
              input.files?.[0]?.text().then(text => {
                type(text)
                input.value = ''
              }, fail)
            }}
          />
        </div>
      </form>
    </section>
  )
}

function Outcome({ outcome }: { readonly outcome: PriorityImport }) {
  const { added, changed, same, problems } = outcome
  return (
    <div class="notice" data-tone={problems.length > 0 ? 'warn' : 'good'} role="status">
      <p>
        {count(added, 'new company', 'new companies')}, {changed} changed, {same} there already
        {problems.length > 0 && `. ${count(problems.length, 'row')} left out, the rest is kept:`}
      </p>
      {problems.length > 0 && (
        <ul class="row-problems">
          {problems.slice(0, NAMED).map(({ row, given, problem }) => (
            <li key={row}>
              Row {row}: {given && <code>{given}</code>} {PROBLEMS[problem]}
            </li>
          ))}
          {problems.length > NAMED && <li>and {count(problems.length - NAMED, 'more row')}</li>}
        </ul>
      )}
    </div>
  )
}

import './accounts.css'
import { useEffect } from 'preact/hooks'
import type { PriorityLineRow } from '#server/http/api-type.ts'
import { get, post, request } from '../api.ts'
import { may } from '../me.ts'
import type { Column } from '../ui/sorting.tsx'
import { fail, tell } from '../ui/toast.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLoad } from '../ui/use-load.ts'
import { AccountRulesForm } from './account-rules-form.tsx'
import { PatternTable } from './pattern-table.tsx'
import { PriorityImportForm } from './priority-import.tsx'

const COLUMNS: readonly Column<PriorityLineRow>[] = [
  { id: 'pattern', label: 'Domain or pattern', by: line => line.pattern },
  { id: 'name', label: 'Company', by: line => line.name },
  { id: 'note', label: 'Note' },
  { id: 'at', label: 'Since', by: line => line.at },
]

/** The companies that matter most, pasted or imported, and the rules by which accounts are judged. */
export function PriorityPage() {
  const { data, error, reload } = useLoad('priority', () => get<PriorityLineRow[]>('/priority-accounts'))
  useEffect(() => {
    document.title = 'Priority list · Parley'
  }, [])
  return (
    <div class="page account">
      <header class="page-head">
        <div>
          <p class="crumb">
            <a href="/studio/leads/accounts">Accounts</a>
          </p>
          <h1>Priority list</h1>
          <p class="quiet">
            Leads of these companies are marked at once. Points and routing may ask whether a company is on it.
          </p>
        </div>
      </header>
      {error ? <Trouble error={error} retry={reload} /> : null}
      {may('edit_flows') && <PriorityImportForm onDone={reload} />}
      {data && data.length > 0 && <Lines lines={data} onChanged={reload} />}
      {data && data.length === 0 && (
        <div class="empty">
          <h2>No company is on the list</h2>
          <p>Paste the domains you care about above, one a line. A star stands for anything.</p>
        </div>
      )}
      <AccountRulesForm />
    </div>
  )
}

function Lines({ lines, onChanged }: { readonly lines: readonly PriorityLineRow[]; readonly onChanged: () => void }) {
  const remove = async (line: PriorityLineRow) => {
    try {
      await request('DELETE', `/priority-accounts/${encodeURIComponent(line.pattern)}`)
      const csv = `domain,name,note\n${[line.pattern, line.name, line.note].map(quoted).join(',')}`
      const back = () => void post('/priority-accounts', { csv }).then(onChanged, fail)
      tell(`${line.pattern} is off the list`, line.listed ? back : undefined)
    } catch (failed) {
      fail(failed)
    } finally {
      onChanged()
    }
  }
  return (
    <PatternTable
      caption="Priority list"
      rows={lines}
      columns={COLUMNS}
      textsOf={({ name, note }) => [name, note]}
      cells={line => (
        <>
          <td>
            <code>{line.pattern}</code> {!line.listed && <span class="tag">Kept off</span>}
          </td>
          <td>{line.name ?? <span class="quiet">–</span>}</td>
          <td>{line.note ?? <span class="quiet">–</span>}</td>
        </>
      )}
      removeLabel={({ pattern }) => `Take ${pattern} off the list`}
      onRemove={may('edit_flows') ? line => void remove(line) : undefined}
    />
  )
}

function quoted(text: string | null): string {
  return `"${(text ?? '').replaceAll('"', '""')}"`
}

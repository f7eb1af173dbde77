import './imports.css'
import { useState } from 'preact/hooks'
import type { ImportKind, ImportRow } from '#server/http/api-type.ts'
import { get } from '../../api.ts'
import { may } from '../../me.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { When } from '../../ui/when.tsx'
import { ImportFile, type OpenedFile } from './import-file.tsx'
import { importRun } from './import-run.ts'
import { counted, grouped, KINDS, kindWords } from './import-words.ts'
import { PickFile } from './pick-file.tsx'
import { RunPanel } from './run-panel.tsx'

/** CSV files of leads, events, outcomes and priority accounts, and what was imported before. */
export function ImportsRoom() {
  if (!may('import_data')) return <p>Owners and marketers import files.</p>
  return <Imports />
}

function Imports() {
  const [kind, setKind] = useState<ImportKind>('leads')
  const [opened, setOpened] = useState<OpenedFile | null>(null)
  const past = useLoad('imports', () => get<readonly ImportRow[]>('/imports'))
  const close = () => {
    setOpened(null)
    past.reload()
  }
  if (importRun.value) return <RunPanel run={importRun.value} onClose={close} />
  if (opened) {
    return <ImportFile key={opened.name} kind={kind} file={opened} onClose={close} />
  }
  return (
    <>
      <fieldset class="stack" data-tight>
        <legend class="label">What is in the file</legend>
        <div class="import-kinds">
          {KINDS.map(({ id, label, about }) => (
            <label class="import-kind" key={id}>
              <input type="radio" name="kind" checked={kind === id} onChange={() => setKind(id)} />
              <span>
                <b>{label}</b>
                <small>{about}</small>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <PickFile onOpen={setOpened} />
      <details class="import-example">
        <summary>A file that works</summary>
        <pre class="code-line">{kindWords(kind).example}</pre>
      </details>
      {past.error ? (
        <Trouble error={past.error} retry={past.reload} />
      ) : (
        past.data && past.data.length > 0 && <PastImports imports={past.data} />
      )}
    </>
  )
}

function PastImports({ imports }: { readonly imports: readonly ImportRow[] }) {
  return (
    <section class="setting">
      <h2>Imported so far</h2>
      <div class="panel table-wrap">
        <table class="data-table">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">What</th>
              <th scope="col" class="number">
                New
              </th>
              <th scope="col" class="number">
                Updated
              </th>
              <th scope="col" class="number">
                Known
              </th>
              <th scope="col" class="number">
                Refused
              </th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {imports.map(one => (
              <tr key={one.id}>
                <th scope="row">
                  {one.file}
                  {one.state !== 'done' && <HowFar import={one} />}
                </th>
                <td>{kindWords(one.kind).label}</td>
                <td class="number">{grouped(one.created)}</td>
                <td class="number">{grouped(one.updated)}</td>
                <td class="number">{grouped(one.unchanged)}</td>
                <td class="number">{grouped(one.refused)}</td>
                <td class="import-when">
                  <When at={one.at} />
                  {one.by && <span class="quiet"> by {one.by}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** An import that is not through: it goes on in another tab, or somebody left. */
function HowFar({ import: { state, rows, total } }: { readonly import: ImportRow }) {
  const far = `${grouped(rows)} of ${counted(total, 'row', 'rows')}`
  if (state === 'running') return <small class="import-far">{far} so far</small>
  return (
    <small class="import-far" data-tone="warn">
      Stopped after {far}. Import the file again for the rest: what is in stays as it is.
    </small>
  )
}

import { ImportBar } from './import-bar.tsx'
import { closeImport, goOn, type ImportRun, stopImport } from './import-run.ts'
import { counted, grouped, kindWords } from './import-words.ts'
import { ProblemTable } from './problem-table.tsx'

interface RunPanelProps {
  readonly run: ImportRun
  readonly onClose: () => void
}

/** The import of this tab: how far it is, and what came of it. */
export function RunPanel({ run, onClose }: RunPanelProps) {
  const { progress, request, state, problem } = run
  const { created, updated, unchanged, refused, rows, total } = progress
  const under = state === 'running' || state === 'waiting'
  const done = () => {
    closeImport()
    onClose()
  }
  return (
    <section class="import-steps" aria-live="polite">
      <header>
        <h2>{request.file}</h2>
        <p class="quiet">{counted(total, kindWords(request.kind).one, kindWords(request.kind).many)}, one a row</p>
      </header>
      {under && <ImportBar progress={progress} doing="Importing" />}
      {state === 'running' && (
        <p class="quiet">You can go on with something else in the studio. Leave this tab open meanwhile.</p>
      )}
      {state === 'waiting' && (
        <p class="notice" data-tone="warn">
          The server does not answer. Trying again…
        </p>
      )}
      {state === 'broken' && (
        <p class="notice" data-tone="bad" role="alert">
          {problem} {counted(rows, 'row is', 'rows are')} through and {rows === 1 ? 'stays' : 'stay'}.
        </p>
      )}
      {(state === 'done' || state === 'stopped') && (
        <p class="notice" data-tone={state === 'done' ? 'good' : 'warn'}>
          {state === 'done' ? 'Imported. ' : `Stopped after ${grouped(rows)} of ${counted(total, 'row', 'rows')}. `}
          {counted(created, 'new', 'new')}, {counted(updated, 'updated', 'updated')},{' '}
          {counted(unchanged, 'known already', 'known already')}, {counted(refused, 'refused', 'refused')}.
        </p>
      )}
      {progress.problems.length > 0 && (
        <ProblemTable problems={progress.problems} title="Rows to look at" download={request.file} />
      )}
      <div class="row">
        {under && (
          <button type="button" class="button" onClick={stopImport}>
            Stop
          </button>
        )}
        {(state === 'broken' || state === 'stopped') && (
          <button type="button" class="button" data-look="main" onClick={() => void goOn()}>
            Go on
          </button>
        )}
        {!under && (
          <button type="button" class="button" data-look={state === 'done' ? 'main' : undefined} onClick={done}>
            Done
          </button>
        )}
      </div>
    </section>
  )
}

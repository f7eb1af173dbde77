import { useEffect, useRef, useState } from 'preact/hooks'
import type { ImportKind, ImportOptions, RowProblem } from '#server/http/api-type.ts'
import { RequestFailed } from '../../api.ts'
import { counted, kindWords } from './import-words.ts'
import { ProblemTable } from './problem-table.tsx'
import { type Progress, runParts } from './run-parts.ts'
import type { FilePart } from './split-records.ts'

interface ImportStepsProps {
  readonly kind: ImportKind
  readonly file: string
  readonly parts: readonly FilePart[]
  readonly columns: readonly (string | null)[]
  readonly options: ImportOptions
  readonly ready: boolean
  /** Of the rows that the preview looked at. */
  readonly firstProblems: readonly RowProblem[]
  readonly onClose: () => void
}

type Step = 'start' | 'checking' | 'checked' | 'importing' | 'done'

/** First a check of all rows, which writes nothing, then the import. Either can be stopped. */
export function ImportSteps({ kind, file, parts, columns, options, ready, firstProblems, onClose }: ImportStepsProps) {
  const [step, setStep] = useState<Step>('start')
  const [progress, setProgress] = useState<Progress | null>(null)
  const [problem, setProblem] = useState('')
  const stop = useRef(new AbortController())
  useEffect(() => () => stop.current.abort(), [])
  const { one, many } = kindWords(kind)
  const total = parts.reduce((sum, part) => sum + part.records, 0)

  const run = async (dryRun: boolean) => {
    stop.current = new AbortController()
    const { signal } = stop.current
    setProblem('')
    setProgress(null)
    setStep(dryRun ? 'checking' : 'importing')
    try {
      const request = { kind, columns, options, dryRun, file }
      setProgress(await runParts({ parts, request, signal, onProgress: setProgress }))
      setStep(signal.aborted && dryRun ? 'start' : dryRun ? 'checked' : 'done')
    } catch (error) {
      setProblem(
        error instanceof RequestFailed ? error.message : 'Something went wrong. Try again: what is in already stays.',
      )
      setStep('start')
    }
  }
  const running = step === 'checking' || step === 'importing'
  const good = progress ? progress.created + progress.updated + progress.unchanged : 0
  return (
    <section class="import-steps" aria-live="polite">
      {running && <Bar progress={progress} total={total} doing={step === 'checking' ? 'Checking' : 'Importing'} />}
      {problem && (
        <p class="notice" data-tone="bad" role="alert">
          {problem}
        </p>
      )}
      {step === 'checked' && progress && (
        <p class="notice" data-tone={progress.refused > 0 ? 'warn' : 'good'}>
          {counted(good, one, many)} can be imported
          {kind === 'leads' &&
            progress.updated > 0 &&
            `, ${counted(progress.updated, 'of them is', 'of them are')} known already`}
          {progress.refused > 0 && `. ${counted(progress.refused, 'row is', 'rows are')} refused and named below`}.
        </p>
      )}
      {step === 'done' && progress && (
        <p class="notice" data-tone="good">
          {progress.rows < progress.total ? 'Stopped. ' : 'Imported. '}
          {counted(progress.created, 'new', 'new')}, {counted(progress.updated, 'updated', 'updated')},{' '}
          {counted(progress.unchanged, 'known already', 'known already')},{' '}
          {counted(progress.refused, 'refused', 'refused')}.
        </p>
      )}
      {step === 'start' && firstProblems.length > 0 && (
        <ProblemTable problems={firstProblems} title="In the first rows" />
      )}
      {progress && step !== 'start' && progress.problems.length > 0 && (
        <ProblemTable problems={progress.problems} title="Rows to look at" download={file} />
      )}
      <div class="row">
        {step === 'start' && (
          <button type="button" class="button" data-look="main" disabled={!ready} onClick={() => void run(true)}>
            Check {counted(total, 'row', 'rows')}
          </button>
        )}
        {step === 'checked' && (
          <button type="button" class="button" data-look="main" disabled={good === 0} onClick={() => void run(false)}>
            Import {counted(good, one, many)}
          </button>
        )}
        {running && (
          <button type="button" class="button" onClick={() => stop.current.abort()}>
            Stop
          </button>
        )}
        {step === 'done' && (
          <button type="button" class="button" data-look="main" onClick={onClose}>
            Done
          </button>
        )}
      </div>
    </section>
  )
}

function Bar({
  progress,
  total,
  doing,
}: {
  readonly progress: Progress | null
  readonly total: number
  readonly doing: string
}) {
  const rows = progress?.rows ?? 0
  return (
    <div class="stack" data-tight>
      <progress class="import-bar" value={rows} max={total} aria-label={doing} />
      <p class="quiet">
        {doing}: {rows} of {counted(total, 'row', 'rows')}
      </p>
    </div>
  )
}

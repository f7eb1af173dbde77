import { useEffect, useRef, useState } from 'preact/hooks'
import type { ImportKind, ImportOptions, RowProblem } from '#server/http/api-type.ts'
import { RequestFailed } from '../../api.ts'
import { ImportBar } from './import-bar.tsx'
import { beginImport } from './import-run.ts'
import { counted, kindWords } from './import-words.ts'
import { ProblemTable } from './problem-table.tsx'
import { noProgress, type Progress, runParts } from './run-parts.ts'
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
}

type Step = 'start' | 'checking' | 'checked'

/** First a check of all rows, which writes nothing and can be stopped, then the import. */
export function ImportSteps({ kind, file, parts, columns, options, ready, firstProblems }: ImportStepsProps) {
  const [step, setStep] = useState<Step>('start')
  const [progress, setProgress] = useState<Progress>(() => noProgress(parts))
  const [problem, setProblem] = useState('')
  const stop = useRef(new AbortController())
  useEffect(() => () => stop.current.abort(), [])
  const { one, many } = kindWords(kind)
  const request = { kind, columns, options, file }

  const check = async () => {
    stop.current = new AbortController()
    const { signal } = stop.current
    setProblem('')
    setProgress(noProgress(parts))
    setStep('checking')
    try {
      setProgress(await runParts({ parts, request: { ...request, dryRun: true }, signal, onProgress: setProgress }))
      setStep(signal.aborted ? 'start' : 'checked')
    } catch (error) {
      setProblem(error instanceof RequestFailed ? error.message : 'Something went wrong. Try again.')
      setStep('start')
    }
  }
  const good = progress.created + progress.updated + progress.unchanged
  return (
    <section class="import-steps" aria-live="polite">
      {step === 'checking' && <ImportBar progress={progress} doing="Checking" />}
      {problem && (
        <p class="notice" data-tone="bad" role="alert">
          {problem}
        </p>
      )}
      {step === 'checked' && (
        <p class="notice" data-tone={progress.refused > 0 ? 'warn' : 'good'}>
          {counted(good, one, many)} can be imported
          {kind === 'leads' &&
            progress.updated > 0 &&
            `, ${counted(progress.updated, 'of them is', 'of them are')} known already`}
          {progress.refused > 0 && `. ${counted(progress.refused, 'row is', 'rows are')} refused and named below`}.
        </p>
      )}
      {step === 'start' && firstProblems.length > 0 && (
        <ProblemTable problems={firstProblems} title="In the first rows" />
      )}
      {step !== 'start' && progress.problems.length > 0 && (
        <ProblemTable problems={progress.problems} title="Rows to look at" download={file} />
      )}
      <div class="row">
        {step === 'start' && (
          <button type="button" class="button" data-look="main" disabled={!ready} onClick={() => void check()}>
            Check {counted(progress.total, 'row', 'rows')}
          </button>
        )}
        {step === 'checked' && (
          <button
            type="button"
            class="button"
            data-look="main"
            disabled={good === 0}
            onClick={() => beginImport({ parts, request })}
          >
            Import {counted(good, one, many)}
          </button>
        )}
        {step === 'checking' && (
          <button type="button" class="button" onClick={() => stop.current.abort()}>
            Stop
          </button>
        )}
      </div>
    </section>
  )
}

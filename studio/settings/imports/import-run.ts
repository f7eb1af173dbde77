import { signal } from '@preact/signals'
import type { RunImportRequest } from '#server/http/api-type.ts'
import { RequestFailed } from '../../api.ts'
import { noProgress, type Progress, runParts } from './run-parts.ts'
import type { FilePart } from './split-records.ts'

/** The import that this tab does; it goes on while the person looks at other pages of the studio. */
export interface ImportRun {
  readonly parts: readonly FilePart[]
  readonly request: Pick<RunImportRequest, 'kind' | 'columns' | 'options' | 'file'>
  readonly progress: Progress
  /** `waiting`: the server does not answer, and is asked again. `broken`: it did not for long, or refused a part. */
  readonly state: 'running' | 'waiting' | 'broken' | 'stopped' | 'done'
  /** In words; empty unless it is broken. */
  readonly problem: string
}

/** Null = none was begun, or what came of the last one was seen. */
export const importRun = signal<ImportRun | null>(null)

let stop = new AbortController()

export function beginImport(file: Pick<ImportRun, 'parts' | 'request'>): void {
  importRun.value = { ...file, progress: noProgress(file.parts), state: 'running', problem: '' }
  void goOn()
}

/** Begins where it stopped or broke off. */
export async function goOn(): Promise<void> {
  const run = importRun.value
  if (!run) return
  stop = new AbortController()
  const { signal } = stop
  addEventListener('beforeunload', askToStay)
  tell({ state: 'running', problem: '' })
  try {
    const progress = await runParts({
      parts: run.parts,
      request: { ...run.request, dryRun: false },
      from: run.progress,
      signal,
      onProgress: progress => tell({ progress, state: signal.aborted ? 'stopped' : 'running' }),
      onWait: () => tell({ state: 'waiting' }),
    })
    tell({ state: progress.parts < run.parts.length ? 'stopped' : 'done' })
  } catch (error) {
    const problem = error instanceof RequestFailed ? error.message : 'Something went wrong.'
    tell({ state: 'broken', problem })
  } finally {
    removeEventListener('beforeunload', askToStay)
  }
}

/** After the part that is under way. */
export function stopImport(): void {
  stop.abort()
}

/** What came of it was seen. */
export function closeImport(): void {
  importRun.value = null
}

function tell(news: Partial<ImportRun>): void {
  if (importRun.value) importRun.value = { ...importRun.value, ...news }
}

/** The browser asks before it leaves the studio, which would stop the import. */
function askToStay(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

import type { ImportResult, RunImportAnswer, RunImportRequest } from '#server/http/api-type.ts'
import { post } from '../../api.ts'
import type { FilePart } from './split-records.ts'

/** How far an import is, with what came of the rows so far. */
export interface Progress extends ImportResult {
  readonly total: number
}

/** Problems that are kept for showing. */
const SHOWN = 1_000

interface Run {
  readonly parts: readonly FilePart[]
  readonly request: Pick<RunImportRequest, 'kind' | 'columns' | 'options' | 'dryRun' | 'file'>
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** Sends a file part by part. Stopped, what was sent stays: sending the file again changes nothing of it. */
export async function runParts({ parts, request, signal, onProgress }: Run): Promise<Progress> {
  const total = parts.reduce((sum, part) => sum + part.records, 0)
  let progress: Progress = { total, rows: 0, created: 0, updated: 0, unchanged: 0, refused: 0, problems: [] }
  let importId: string | null = null
  for (const { csv, firstLine } of parts) {
    if (signal.aborted) break
    const answer: RunImportAnswer = await post<RunImportAnswer>('/imports', {
      ...request,
      csv,
      firstLine,
      ...(importId !== null && { import: importId }),
    } satisfies RunImportRequest)
    importId = answer.import
    progress = {
      total,
      rows: progress.rows + answer.rows,
      created: progress.created + answer.created,
      updated: progress.updated + answer.updated,
      unchanged: progress.unchanged + answer.unchanged,
      refused: progress.refused + answer.refused,
      problems: [...progress.problems, ...answer.problems].slice(0, SHOWN),
    }
    onProgress(progress)
  }
  return progress
}

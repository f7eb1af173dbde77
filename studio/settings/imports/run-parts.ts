import type { ImportResult, RunImportAnswer, RunImportRequest } from '#server/http/api-type.ts'
import { post, RequestFailed } from '../../api.ts'
import type { FilePart } from './split-records.ts'

/** How far an import is, with what came of the rows so far. */
export interface Progress extends ImportResult {
  readonly total: number
  /** Parts of the file that are through. */
  readonly parts: number
  /** Id of the import, to go on with; null before the first part, and while nothing is written. */
  readonly import: string | null
}

/** Problems that are kept for showing. */
const SHOWN = 1_000

/** A part that does not get through is sent again after these many milliseconds: it changes nothing of what is in already. */
const AGAIN_MS = [1_000, 2_000, 4_000, 8_000, 16_000]

interface Run {
  readonly parts: readonly FilePart[]
  readonly request: Pick<RunImportRequest, 'kind' | 'columns' | 'options' | 'dryRun' | 'file'>
  readonly signal: AbortSignal
  /** Where an earlier run broke off. */
  readonly from?: Progress | undefined
  readonly onProgress: (progress: Progress) => void
  /** The server did not take a part, which is sent again. */
  readonly onWait?: () => void
}

/** Nothing of a file with this many rows is through. */
export function noProgress(parts: readonly FilePart[]): Progress {
  const total = parts.reduce((sum, part) => sum + part.records, 0)
  const counts = { rows: 0, created: 0, updated: 0, unchanged: 0, refused: 0 }
  return { total, parts: 0, import: null, ...counts, problems: [] }
}

/**
 * Sends a file part by part, each again while the server cannot take it. Stopped, what was sent stays: sending the file again
 * changes nothing of it. Rejects with RequestFailed when a part is refused, or does not get through for half a minute.
 */
export async function runParts({ parts, request, signal, from, onProgress, onWait }: Run): Promise<Progress> {
  let progress = from ?? noProgress(parts)
  for (const { csv, firstLine } of parts.slice(progress.parts)) {
    if (signal.aborted) break
    const { total, rows: rowsBefore } = progress
    const part = { ...request, csv, firstLine, total, rowsBefore }
    const sent = { ...part, ...(progress.import !== null && { import: progress.import }) } satisfies RunImportRequest
    const answer = await sendAgain(() => post<RunImportAnswer>('/imports', sent), { signal, onWait })
    if (!answer) break
    progress = {
      total,
      parts: progress.parts + 1,
      import: answer.import,
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

/** Null when it was stopped while waiting. */
async function sendAgain<T>(
  send: () => Promise<T>,
  { signal, onWait }: { readonly signal: AbortSignal; readonly onWait: (() => void) | undefined },
): Promise<T | null> {
  for (const wait of AGAIN_MS) {
    try {
      return await send()
    } catch (error) {
      if (!mayPass(error)) throw error
    }
    onWait?.()
    await new Promise(resolve => setTimeout(resolve, wait))
    if (signal.aborted) return null
  }
  return await send()
}

/** The server is away, starts anew or has too much to do: what it refuses for good is another matter. */
function mayPass(error: unknown): boolean {
  return error instanceof RequestFailed && (error.status === 0 || error.status === 429 || error.status >= 500)
}

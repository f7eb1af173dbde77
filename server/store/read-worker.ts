import { clearTimeout, setTimeout } from 'node:timers'
import { Worker } from 'node:worker_threads'
import { StoreUnavailableError } from './store-errors.ts'

/** Where the database is that a reader opens for itself. */
export type ReadSource =
  | { readonly engine: 'sqlite'; readonly path: string }
  | { readonly engine: 'postgres'; readonly databaseUrl: string }

/**
 * Long reading or reckoning that must not hold up the process: a module whose export `run` is a `ReadJobRun`. Input, progress
 * and output are copied between threads, so they are plain data. Keep a job in a file of its own, named by
 * `new URL('./job.ts', import.meta.url)`.
 */
export interface ReadJob<Input, Output, Progress = unknown> {
  readonly module: URL
  /** Never there: ties the types of the module's `run` to its callers. */
  readonly types?: (input: Input, tell: (progress: Progress) => void) => Output
}

export interface ReadOptions<Progress> {
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** Aborting rejects at once, with the signal's reason; the job sees it too. */
  readonly signal?: AbortSignal | undefined
}

/** Runs jobs one after another on a thread with a connection of its own that cannot write. */
export interface ReadWorker {
  /**
   * Rejects with ReadJobError when the job throws or its thread breaks, StoreUnavailableError when the store is closed.
   * The thread starts with the first job and ends after a minute without any.
   */
  run<Input, Output, Progress>(
    job: ReadJob<Input, Output, Progress>,
    input: Input,
    options?: ReadOptions<Progress>,
  ): Promise<Output>
  /** Breaks off what runs and ends the thread. */
  close(): Promise<void>
}

/** A job failed: its own message and, where it has one, its code. */
export class ReadJobError extends Error {
  override readonly name = 'ReadJobError'
  readonly code: string | null

  constructor(message: string, options: ErrorOptions & { readonly code?: string | null } = {}) {
    super(message, options)
    this.code = options.code ?? null
  }
}

/** What the thread is sent. */
export type ToReader =
  | { readonly kind: 'run'; readonly id: number; readonly module: string; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly id: number }

/** What it sends back. */
export type FromReader =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly kind: 'done'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string; readonly code: string | null }

interface Pending {
  readonly resolve: (output: unknown) => void
  readonly reject: (error: unknown) => void
  readonly onProgress: ((progress: unknown) => void) | undefined
}

const IDLE_MS = 60_000
/** A job that takes more breaks off alone: the server's own memory is not touched. */
const MEMORY_MB = 1_024

export function createReadWorker(source: ReadSource, { idleMs = IDLE_MS } = {}): ReadWorker {
  const pending = new Map<number, Pending>()
  let thread: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let lastId = 0
  let closed = false

  function start(): Worker {
    const worker = new Worker(new URL('./read-worker-thread.ts', import.meta.url), {
      workerData: source,
      // Flags of the process are not for threads: some are refused there.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
    worker.on('message', (message: FromReader) => receive(message))
    worker.on('error', error => breakOff(worker, error))
    worker.on('exit', () => breakOff(worker, new Error('The thread ended.')))
    return worker
  }

  function receive(message: FromReader): void {
    const job = pending.get(message.id)
    if (!job) return
    if (message.kind === 'progress') {
      job.onProgress?.(message.progress)
      return
    }
    settle(message.id)
    if (message.kind === 'done') job.resolve(message.output)
    else job.reject(new ReadJobError(message.message, { code: message.code }))
  }

  /** Everything that waited for a thread that is gone fails; the next job gets a new one. */
  function breakOff(worker: Worker, cause: unknown): void {
    if (thread !== worker) return
    thread = undefined
    clearTimeout(idle)
    for (const [id, job] of pending) {
      pending.delete(id)
      job.reject(new ReadJobError('The reading thread broke off.', { cause }))
    }
  }

  function settle(id: number): void {
    pending.delete(id)
    if (pending.size > 0) return
    // Waiting for nothing, it must not keep the process alive.
    thread?.unref()
    idle = setTimeout(() => void stop(), idleMs).unref()
  }

  async function stop(): Promise<void> {
    const worker = thread
    thread = undefined
    clearTimeout(idle)
    await worker?.terminate()
  }

  return {
    run<Input, Output, Progress>(
      job: ReadJob<Input, Output, Progress>,
      input: Input,
      { onProgress, signal }: ReadOptions<Progress> = {},
    ): Promise<Output> {
      if (closed) return Promise.reject(new StoreUnavailableError('The store is closed.'))
      if (signal?.aborted) return Promise.reject(signal.reason)
      clearTimeout(idle)
      lastId += 1
      const id = lastId
      const worker = thread ?? start()
      thread = worker
      worker.ref()
      return new Promise<Output>((resolve, reject) => {
        const abort = () => {
          if (!pending.has(id)) return
          worker.postMessage({ kind: 'cancel', id } satisfies ToReader)
          settle(id)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', abort, { once: true })
        pending.set(id, {
          // The job's types are its module's promise.
          resolve: output => resolve(output as Output),
          reject,
          onProgress: onProgress as Pending['onProgress'],
        })
        worker.postMessage({ kind: 'run', id, module: job.module.href, input } satisfies ToReader)
      })
    },
    async close() {
      closed = true
      for (const [id, job] of pending) {
        pending.delete(id)
        job.reject(new StoreUnavailableError('The store is closed.'))
      }
      await stop()
    },
  }
}

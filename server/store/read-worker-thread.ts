import { parentPort, workerData } from 'node:worker_threads'
import { openReader } from './open-reader.ts'
import type { ReadJobRun } from './read-job.ts'
import type { FromReader, ReadSource, ToReader } from './read-worker.ts'

// The thread of `createReadWorker`: one connection, one job at a time.

if (!parentPort) throw new Error('This runs as a thread only.')
const port = parentPort
const { db } = openReader(workerData as ReadSource) // given by `createReadWorker`
const running = new Map<number, AbortController>()
let last: Promise<void> = Promise.resolve()

port.on('message', (message: ToReader) => {
  if (message.kind === 'cancel') {
    running.get(message.id)?.abort()
    return
  }
  const controller = new AbortController()
  running.set(message.id, controller)
  last = last.then(() => runJob(message, controller.signal)).finally(() => running.delete(message.id))
})

async function runJob({ id, module, input }: ToReader & { kind: 'run' }, signal: AbortSignal): Promise<void> {
  try {
    if (signal.aborted) return
    const { run } = (await import(module)) as { run: ReadJobRun<unknown, unknown> } // as ReadJob promises
    const tell = (progress: unknown) => send({ kind: 'progress', id, progress })
    send({ kind: 'done', id, output: await run({ db, tell, signal }, input) })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    send({ kind: 'failed', id, message, code })
  }
}

function send(message: FromReader): void {
  port.postMessage(message)
}

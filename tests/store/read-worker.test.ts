import { threadId } from 'node:worker_threads'
import { expect, it } from 'vitest'
import type { Store } from '#server/store/open-store.ts'
import type { ReadJob } from '#server/store/read-worker.ts'
import { createTestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import type { Asked, Told } from './read-worker-job.ts'

const job: ReadJob<Asked, Told, string> = { module: new URL('./read-worker-job.ts', import.meta.url) }

describeOnBoth('long reads', openTestStore => {
  it('run on another thread and see what is committed', async () => {
    const store = await openTestStore()
    const test = await createTestApp(store)
    await startSession(test, { events: answered(HOT_ANSWERS) })

    const told = await store.read(job, { kind: 'count' })

    expect(told).toMatchObject({ leads: 1 })
    expect(told.thread).not.toBe(threadId)
  })

  it('leave the main thread free: it answers a job that waits for it', async () => {
    const store = await openTestStore()
    const [mine, theirs] = lock()

    // The job blocks its thread until this one has done something else: were they the same, neither would go on.
    const waiting = store.read(job, { kind: 'block', gate: theirs })
    await store.write(async () => {})
    Atomics.store(mine, 0, 1)
    Atomics.notify(mine, 0)

    expect(await waiting).toMatchObject({ leads: 0 })
  })

  it('cannot write', async () => {
    const store = await openTestStore()
    await expect(store.read(job, { kind: 'write' })).rejects.toMatchObject({ name: 'ReadJobError' })
    expect(await store.db.selectFrom('workspaces').select('id').execute()).toEqual([])
  })

  it('tell how far they are, fail with their own message and code, and do not harm the next', async () => {
    const store = await openTestStore()
    const heard: string[] = []
    await store.read(job, { kind: 'count' }, { onProgress: step => heard.push(step) })
    expect(heard).toEqual(['counting'])
    const failing = store.read(job, { kind: 'fail' })
    await expect(failing).rejects.toMatchObject({ message: 'There is nothing to read.', code: 'nothing' })
    await expect(store.read(job, { kind: 'exit' })).rejects.toThrow('The reading thread broke off.')
    expect(await store.read(job, { kind: 'count' })).toMatchObject({ leads: 0 })
  })

  it('can be broken off', async () => {
    const store = await openTestStore()
    const controller = new AbortController()
    const endless = store.read(
      job,
      { kind: 'endless' },
      { signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) },
    )
    await expect(endless).rejects.toThrow('enough')
    expect(await store.read(job, { kind: 'count' })).toMatchObject({ leads: 0 })
  })

  it('end with the store', async () => {
    const store = await openTestStore()
    const endless = readEndlessly(store)
    await endless.begun
    await store.close()
    await expect(endless.read).rejects.toMatchObject({ code: 'store_unavailable' })
    await expect(store.read(job, { kind: 'count' })).rejects.toMatchObject({ code: 'store_unavailable' })
  })
})

function readEndlessly(store: Store): { begun: Promise<void>; read: Promise<unknown> } {
  const begun = Promise.withResolvers<void>()
  const read = store.read(job, { kind: 'endless' }, { onProgress: () => begun.resolve() })
  read.catch(() => {})
  return { begun: begun.promise, read }
}

/** One number that both threads see. */
function lock(): [Int32Array, SharedArrayBuffer] {
  const shared = new SharedArrayBuffer(4)
  return [new Int32Array(shared), shared]
}

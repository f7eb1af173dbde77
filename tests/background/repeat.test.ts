import { expect, test, vi } from 'vitest'
import { repeat } from '#server/background/repeat.ts'

/** Far beyond any test: only what the test asks for runs. */
const NEVER = 2 ** 30

function createLog() {
  const warn = vi.fn()
  return { warn, log: { warn } as unknown as Parameters<typeof repeat>[1]['log'] } // all of the log that is used
}

function gate() {
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { open, opened }
}

test('one run at a time: who asks meanwhile waits for the same', async () => {
  const { log } = createLog()
  const { open, opened } = gate()
  let runs = 0
  const repeated = repeat(async () => opened.then(() => ++runs), { log, poll: NEVER, trouble: 'no' })
  const both = Promise.all([repeated.runOnce(), repeated.runOnce()])
  open()
  expect(await both).toEqual([1, 1])
  expect(await repeated.runOnce()).toBe(2)
  await repeated.stop()
})

test('stopping waits for what is under way and takes nothing new', async () => {
  const { log } = createLog()
  const { open, opened } = gate()
  const seen: boolean[] = []
  const work = async (stopping: () => boolean) => {
    await opened
    seen.push(stopping())
    return 1
  }
  const repeated = repeat(work, { log, poll: NEVER, trouble: 'no' })
  repeated.wake()
  const stopped = repeated.stop()
  open()
  await stopped
  expect(seen).toEqual([true])
  expect(await repeated.runOnce()).toBe(0)
  expect(seen).toHaveLength(1)
})

test('a run that fails is logged, and the next one comes all the same', async () => {
  const { log, warn } = createLog()
  const { open, opened } = gate()
  let runs = 0
  const work = async () => {
    runs += 1
    if (runs === 1) throw new Error('The disk is away.')
    open()
    return 0
  }
  const repeated = repeat(work, { log, poll: 1, trouble: 'work could not be done' })
  await opened
  await repeated.stop()
  expect(warn).toHaveBeenCalledExactlyOnceWith({ err: expect.any(Error) }, 'work could not be done')
})

test('who asks for a run hears that it failed', async () => {
  const { log } = createLog()
  const repeated = repeat(() => Promise.reject(new Error('away')), { log, poll: NEVER, trouble: 'no' })
  await expect(repeated.runOnce()).rejects.toThrow('away')
  await repeated.stop()
})

import { clearTimeout, setTimeout } from 'node:timers'
import type { Deps } from '../deps.ts'

/** Work that is done again and again beside everything else. */
export interface Repeated {
  /** Something is there to do: begin at once. Cheap, never throws. */
  wake(): void
  /** Takes nothing new and waits for what is under way. */
  stop(): Promise<void>
  /** Does all that is due by now; resolves with how much that was, and rejects when it could not be done. */
  runOnce(): Promise<number>
}

interface Repetition {
  readonly log: Deps['log']
  /** Milliseconds from the end of one run to the next. */
  readonly poll: number
  /** What the log says when a run fails. */
  readonly trouble: string
}

/**
 * Runs `work` until it is stopped, one run at a time; whoever asks for a run while one is under way waits for that one.
 * `work` does all that is due and looks at `stopping` between one piece and the next. Keeps no process alive.
 */
export function repeat(
  work: (stopping: () => boolean) => Promise<number>,
  { log, poll, trouble }: Repetition,
): Repeated {
  let running: Promise<number> | undefined
  let stopped = false

  function run(): Promise<number> {
    if (stopped) return Promise.resolve(0)
    running ??= work(() => stopped).finally(() => {
      running = undefined
    })
    return running
  }

  async function tell(): Promise<void> {
    await run().catch(error => log.warn({ err: error }, trouble))
  }

  function tick(): void {
    void tell().finally(() => {
      if (!stopped) timer = setTimeout(tick, poll).unref()
    })
  }
  let timer = setTimeout(tick, poll).unref()

  return {
    wake: () => void tell(),
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running?.catch(() => {}) // said above
    },
    runOnce: run,
  }
}

import { clearTimeout, setTimeout } from 'node:timers'
import { type Swept, sweepScores } from './sweep-scores.ts'

export interface ScoreSweep {
  /** Takes nothing new and waits for the batch under way. */
  stop(): Promise<void>
  runOnce(): Promise<Swept>
}

/** Some time after the start, when those who waited for it are served. */
const FIRST_MS = 10 * 60_000
const DAY_MS = 86_400_000
/** Three o'clock at night, UTC. */
const NIGHT_MS = 3 * 3_600_000

/** Keeps stored scores current: once after the start, then every night. Of several servers each may do it: the second finds nothing left. */
export function startScoreSweep(
  deps: Parameters<typeof sweepScores>[0],
  { first = FIRST_MS }: { readonly first?: number } = {},
): ScoreSweep {
  let stopping = false
  let running: Promise<Swept> | undefined

  function run(): Promise<Swept> {
    running ??= sweepScores(deps, { stopping: () => stopping }).finally(() => {
      running = undefined
    })
    return running
  }

  let timer = setTimeout(tick, first).unref()
  function tick(): void {
    run()
      .then(swept => deps.log.info(swept, 'scores are current'))
      .catch(error => deps.log.warn({ err: error }, 'scores could not be brought up to date'))
      .finally(() => {
        if (!stopping) timer = setTimeout(tick, untilNight(deps.now())).unref()
      })
  }

  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      await running?.catch(() => {}) // said above
    },
    runOnce: run,
  }
}

/** Milliseconds to the next night, a minute at least. */
export function untilNight(now: number): number {
  const wait = DAY_MS - ((((now - NIGHT_MS) % DAY_MS) + DAY_MS) % DAY_MS)
  return Math.max(60_000, wait)
}

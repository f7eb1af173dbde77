import { quantile } from '../statistics/quantile.ts'
import type { ScoreBench } from './score-workspace.ts'

export interface LatencyFigures {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

const LEADS = 200
const WARM_UP = 300
const ACTS = 3_000
const PATHS = ['/pricing', '/customers/cold-store', '/calculator', '/blog/counting', '/demo']

/** From one act that comes in over HTTP to the new score that is committed, with `atOnce` of them under way all the time. */
export async function scoreLatency({ submit, act }: ScoreBench, atOnce: number): Promise<LatencyFigures> {
  const sessions = await Promise.all(Array.from({ length: LEADS }, (_, n) => submit(n)))
  const took: number[] = []
  let sent = 0
  async function send(until: number): Promise<void> {
    while (sent < until) {
      const n = sent
      sent += 1
      const session = sessions[n % LEADS]
      if (!session) continue
      const started = performance.now()
      await act(session, `act-${n}`, PATHS[n % PATHS.length] ?? '/')
      took.push(performance.now() - started)
    }
  }
  const all = (until: number) => Promise.all(Array.from({ length: atOnce }, () => send(until)))
  await all(WARM_UP)
  took.length = 0
  const started = performance.now()
  await all(WARM_UP + ACTS)
  const seconds = (performance.now() - started) / 1000
  return {
    perSecond: Math.round(ACTS / seconds),
    p50Ms: rounded(quantile(took, 0.5)),
    p99Ms: rounded(quantile(took, 0.99)),
  }
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10
}

import { clearTimeout, setTimeout } from 'node:timers'
import { createMail } from '../delivery/mail.ts'
import { doSteps, type StepDeps } from './do-steps.ts'
import { sweepTime } from './sweep-time.ts'
import { takeChanges } from './take-changes.ts'

export interface NurtureWorker {
  /** Something changed: begin at once. Cheap, never throws. */
  wake(): void
  /** Takes nothing new and waits for what is under way. */
  stop(): Promise<void>
  /** Works until nothing is due; resolves with how many changes, leads and steps it took up. */
  runOnce(): Promise<number>
}

const POLL_MS = 2_000

/** Starts the automations: looks at what changed, at what time has brought, and does what is due. Any number of servers may share a database. */
export function startNurture(deps: StepDeps, { poll = POLL_MS }: { readonly poll?: number } = {}): NurtureWorker {
  const { smtpUrl, mailFrom } = deps.config
  const mail = smtpUrl === undefined ? null : createMail({ smtpUrl, from: mailFrom })
  let running: Promise<number> | undefined
  let stopping = false
  const isStopping = () => stopping

  async function work(): Promise<number> {
    let all = 0
    for (;;) {
      // What is done may set off another automation: as long as there is something, and never without end (see `fire`).
      const took =
        (await takeChanges(deps, isStopping)) +
        (await sweepTime(deps, isStopping)) +
        (await doSteps(deps, mail, isStopping))
      all += took
      if (took === 0 || stopping) return all
    }
  }

  function run(): Promise<number> {
    if (stopping) return Promise.resolve(0)
    running ??= work()
      .catch(error => {
        deps.log.warn({ err: error }, 'automations could not be worked through')
        return 0
      })
      .finally(() => {
        running = undefined
      })
    return running
  }

  let timer = setTimeout(tick, poll).unref()
  function tick(): void {
    void run()
    timer = setTimeout(tick, poll).unref()
  }

  return {
    wake: () => void run(),
    async stop() {
      stopping = true
      clearTimeout(timer)
      await running
    },
    runOnce: run,
  }
}

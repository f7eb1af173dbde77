import { type Repeated, repeat } from '../background/repeat.ts'
import { createMail, type Mail } from '../delivery/mail.ts'
import { doSteps, type StepDeps } from './do-steps.ts'
import { sweepTime } from './sweep-time.ts'
import { takeChanges } from './take-changes.ts'

const POLL_MS = 2_000

/** Starts the automations: looks at what changed, at what time has brought, and does what is due. A run counts changes, leads and steps. Any number of servers may share a database. */
export function startNurture(deps: StepDeps, { poll = POLL_MS }: { readonly poll?: number } = {}): Repeated {
  const { smtpUrl, mailFrom } = deps.config
  const mail = smtpUrl === undefined ? null : createMail({ smtpUrl, from: mailFrom })
  const trouble = 'automations could not be worked through'
  return repeat(stopping => workOff(deps, mail, stopping), { log: deps.log, poll, trouble })
}

async function workOff(deps: StepDeps, mail: Mail | null, stopping: () => boolean): Promise<number> {
  let all = 0
  for (;;) {
    // What is done may set off another automation: as long as there is something, and never without end (see `fire`).
    const took =
      (await takeChanges(deps, stopping)) + (await sweepTime(deps, stopping)) + (await doSteps(deps, mail, stopping))
    all += took
    if (took === 0 || stopping()) return all
  }
}

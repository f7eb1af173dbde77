import type { Kysely } from 'kysely'
import type { Database } from '../../store/schema.ts'
import { addFact } from './add-fact.ts'
import { changeStage } from './change-stage.ts'
import type { ActionDeps, ActionResult, Task } from './define-action.ts'
import { handOver } from './hand-over.ts'
import { notify } from './notify.ts'
import { push } from './push.ts'
import { sendMail } from './send-mail.ts'
import { wait } from './wait.ts'

/** Does an action as far as a unit can; a mail is handed back, to be sent after the commit. */
export async function doAction(trx: Kysely<Database>, deps: ActionDeps, task: Task): Promise<ActionResult> {
  const { action, ...rest } = task
  switch (action.kind) {
    case 'mail':
      return await sendMail(trx, deps, { ...rest, action })
    case 'notify':
      return await notify(trx, deps, { ...rest, action })
    case 'push':
      return await push(trx, deps, { ...rest, action })
    case 'stage':
      return await changeStage(trx, deps, { ...rest, action })
    case 'fact':
      return await addFact(trx, deps, { ...rest, action })
    case 'hand_over':
      return await handOver(trx, deps, { ...rest, action })
    case 'wait':
      return await wait(trx, deps, { ...rest, action })
  }
}

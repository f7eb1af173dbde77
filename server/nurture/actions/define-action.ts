import type { Kysely } from 'kysely'
import type { MailMessage } from '../../delivery/mail.ts'
import type { Deps } from '../../deps.ts'
import type { LeadTable } from '../../store/lead-tables.ts'
import type { AutomationStepTable } from '../../store/nurture-tables.ts'
import type { Database } from '../../store/schema.ts'
import type { Action, ActionOf, AutomationSpec } from '../automation-spec.ts'
import type { NurtureSettings } from '../nurture-settings.ts'
import type { TriggerSeen } from '../see-trigger.ts'

export type ActionDeps = Pick<Deps, 'config' | 'store' | 'now' | 'newId'>

/** Why an action was left out, as a stable slug. `reason-words.ts` has the words. */
export type SkipReason = string

/** What doing an action in the unit came to. */
export type ActionResult =
  | {
      readonly status: 'done'
      readonly detail: Detail
      readonly queued?: boolean
      /** What comes after it may begin now. */
      readonly frees?: boolean
    }
  /** Neither it nor anything after it is done. */
  | { readonly status: 'stop'; readonly reason: SkipReason }
  | { readonly status: 'skipped'; readonly reason: SkipReason; readonly detail?: Detail }
  /** It may be done from then on, and not before. */
  | { readonly status: 'wait'; readonly reason: SkipReason; readonly until: number; readonly detail?: Detail }
  /** To be sent once the unit is committed. */
  | { readonly status: 'send'; readonly letter: MailMessage; readonly detail: Detail }

export type Detail = Readonly<Record<string, unknown>>

/** One action on one lead, at the moment it is done. */
export interface Task<Kind extends Action['kind'] = Action['kind']> {
  readonly action: ActionOf<Kind>
  readonly step: AutomationStepTable
  readonly automation: { readonly id: string; readonly name: string; readonly spec: AutomationSpec }
  /** Locked. */
  readonly lead: LeadTable
  readonly seen: TriggerSeen
  readonly settings: NurtureSettings
  readonly depth: number
  readonly now: number
}

export type DoAction<Kind extends Action['kind']> = (
  trx: Kysely<Database>,
  deps: ActionDeps,
  task: Task<Kind>,
) => Promise<ActionResult>

/** Of the mail a step sends: the same over all tries. */
export function messageIdOf({ run_id, number }: AutomationStepTable): string {
  return `${run_id}-${number}`
}

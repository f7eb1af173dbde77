import type { Stage } from '#server/http/api-type.ts'
import { STAGES } from '../words.ts'

/** What a button says that moves a lead there. */
const DOINGS: Readonly<Partial<Record<Stage, string>>> = {
  sql: 'Qualify as SQL',
  opportunity: 'Open an opportunity',
  customer: 'Mark as won',
  hold: 'Put on hold',
  recycled: 'Give back to marketing',
  disqualified: 'Disqualify',
}

/** The same move from elsewhere has another name. */
const FROM: Readonly<Partial<Record<`${Stage}>${Stage}`, string>>> = {
  'opportunity>recycled': 'Mark as lost',
  'sql>recycled': 'Mark as lost',
  'hold>sal': 'Recall to sales',
  'customer>opportunity': 'Back to opportunity',
  'opportunity>sql': 'Back to SQL',
  'sql>sal': 'Back to SAL',
  'sal>mql': 'Back to MQL',
  'mql>lead': 'Back to lead',
  'lead>sal': 'Accept',
  'mql>sal': 'Accept',
  'recycled>sal': 'Accept',
  'disqualified>sal': 'Accept after all',
}

export function doingOf(from: Stage, to: Stage): string {
  return FROM[`${from}>${to}`] ?? DOINGS[to] ?? `Move to ${STAGES[to]}`
}

/** What each stage means, for those who are new to it. */
export const STAGE_MEANINGS: Readonly<Record<Stage, string>> = {
  lead: 'Left an address, not warm enough yet',
  mql: 'Marketing qualified: marketing keeps in touch',
  sal: 'Sales accepted: sales looks into it',
  sql: 'Sales qualified: intent and means are checked',
  opportunity: 'A deal is open',
  customer: 'Won',
  hold: 'Not ready: sales recalls, marketing keeps in touch',
  recycled: 'Marketing has it again',
  disqualified: 'Nobody’s lead, with a reason',
}

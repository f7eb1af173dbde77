import type { Kysely } from 'kysely'
import type { Condition } from '#flows/condition.ts'
import type { Database } from '../store/schema.ts'
import type { Trigger } from './automation-spec.ts'
import { gradesFrom } from './see-trigger.ts'
import { findSegment } from './segments.ts'

/**
 * The state somebody is in whom a trigger set off; null where there is none: who left something, did something, or for whom
 * time has passed.
 */
export async function stateOf(db: Kysely<Database>, workspaceId: string, when: Trigger): Promise<Condition | null> {
  switch (when.kind) {
    case 'score':
      return when.direction === 'up' ? { fact: when.measure, gte: when.at } : { fact: when.measure, lt: when.at }
    case 'temperature':
      return { fact: 'temperature', is: when.to }
    case 'milestone':
      return { fact: `milestone.${when.milestone}`, is: true }
    case 'grade':
      return { fact: 'grade', in: gradesFrom(when.atLeast) }
    case 'stage':
      return when.move === 'enters' ? { fact: 'stage', is: when.stage } : null
    case 'segment':
      return when.move === 'enters' ? (await findSegment(db, workspaceId, when.segment)).condition : null
    case 'act':
    case 'days_in_stage':
    case 'idle':
      return null
  }
}

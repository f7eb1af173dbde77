import { z } from 'zod'
import { type Condition, holds, matchesGlob } from '#flows/condition.ts'
import { conditionSchema } from '#flows/condition-schema.ts'
import type { BehaviorFact } from '../behavior.ts'
import { withoutEndSlash } from '../distinct.ts'
import { type Evidence, glob } from './define-rule.ts'

/** Which acts a rule looks at. All parts given must fit. */
export const eventFilter = {
  /** Slug of the catalogue of event types, or of the workspace's own. */
  event: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'Use small letters, digits and _.'),
  /** Path of the page; `*` stands for any run of characters. A slash at the end of the visitor's path does not matter. */
  path: glob.optional(),
  /** Exact name of a `custom` event. */
  name: z.string().min(1).max(100).optional(),
  /** File name of a download; `*` stands for any run of characters. */
  file: glob.optional(),
  /** On the properties that were told of the act. */
  where: conditionSchema.optional(),
  /** So many seconds in view at least; an act of which nobody told how long is none. */
  minSeconds: z.int().min(1).max(86_400).optional(),
  /** So far down at least, in percent. */
  minScrolled: z.int().min(1).max(100).optional(),
}

export const eventFilterSchema = z.strictObject(eventFilter).readonly()

export interface EventFilter {
  /** Left out = an act of any type. */
  readonly event?: string | undefined
  readonly path?: string | undefined
  readonly name?: string | undefined
  readonly file?: string | undefined
  readonly where?: Condition | undefined
  readonly minSeconds?: number | undefined
  readonly minScrolled?: number | undefined
}

/** Whether an act is one of those the filter names. */
export function fits(filter: EventFilter, event: BehaviorFact): boolean {
  return (
    (filter.event === undefined || event.type === filter.event || event.content === filter.event) &&
    (filter.path === undefined || matchesGlob(filter.path, withoutEndSlash(event.path))) &&
    (filter.name === undefined || event.name === filter.name) &&
    (filter.file === undefined || (event.file !== undefined && matchesGlob(filter.file, event.file))) &&
    (filter.minSeconds === undefined || (event.seconds ?? 0) >= filter.minSeconds) &&
    (filter.minScrolled === undefined || (event.scrolled ?? 0) >= filter.minScrolled) &&
    (filter.where === undefined || holds(filter.where, event.properties ?? {}))
  )
}

/** What the ledger keeps of an act. */
export function evidenceOf(event: BehaviorFact): Evidence {
  const { id, type, path, name, file, title, seconds, scrolled } = event
  return {
    event: id,
    type,
    ...(path !== '' && { path }),
    ...(name !== undefined && { name }),
    ...(file !== undefined && { file }),
    ...(title !== undefined && { title }),
    ...(seconds !== undefined && { seconds }),
    ...(scrolled !== undefined && { scrolled }),
  }
}

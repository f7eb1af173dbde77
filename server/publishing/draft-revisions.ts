import type { Draft } from './draft.ts'
import type { Release } from './live.ts'
import { revisionId } from './revision-id.ts'

/** The three revisions a release names. */
export type Revisions = Pick<Release, 'flowRevision' | 'modelRevision' | 'routingRevision'>
type Live = Pick<Release, 'model' | 'routing'> & Revisions

/**
 * The revisions a draft would be published as. A model or routing that says what the live one says is the live one, though it
 * was published in other words: conditions are kept as facts have them (`comparableConditions`), which they once were not.
 */
export function revisionsOf(draft: Pick<Draft, 'flow' | 'model' | 'routing'>, live: Live | null): Revisions {
  return {
    flowRevision: revisionId(draft.flow),
    modelRevision: modelRevisionOf(draft, live),
    routingRevision: live
      ? revisionBeside(draft.routing, live.routing, live.routingRevision)
      : revisionId(draft.routing),
  }
}

/** The same for the model alone. */
export function modelRevisionOf({ model }: Pick<Draft, 'model'>, live: Live | null): string {
  return live ? revisionBeside(model, live.model, live.modelRevision) : revisionId(model)
}

function revisionBeside(part: unknown, live: unknown, liveRevision: string): string {
  const own = revisionId(part)
  return own !== liveRevision && own === revisionId(live) ? liveRevision : own
}

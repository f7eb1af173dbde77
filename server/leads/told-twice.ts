import type { BehaviorFact } from '../scoring/behavior.ts'
import { fileKey } from '../scoring/distinct.ts'

/** Two systems that saw one download tell of it within this time. */
const ECHO_MS = 5 * 60_000

/**
 * Without plain downloads that another system told of too, and told more of: the same file, or without a file at the same
 * time. Else an e-book that both the site and the mailer tell of would count twice. Of content the site knows itself rules
 * count each title once.
 */
export function withoutEchoes(events: readonly BehaviorFact[]): BehaviorFact[] {
  const told = events.filter(event => event.type.endsWith('_downloaded') && event.content === undefined)
  if (told.length === 0) return [...events]
  return events.filter(event => event.type !== 'downloaded' || !told.some(other => isSame(event, other)))
}

function isSame(download: BehaviorFact, told: BehaviorFact): boolean {
  if (told.file !== undefined && download.file !== undefined) return fileKey(told.file) === fileKey(download.file)
  return Math.abs(told.at - download.at) <= ECHO_MS
}

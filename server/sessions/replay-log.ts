import type { Player } from '#flows/play.ts'
import { answeredIn, spokenLocale } from '#flows/spoken.ts'
import { conversationIn } from './conversation.ts'
import type { MergedLog } from './event-log.ts'
import { askedIn, hasBooked, type Visit } from './visit.ts'

/** Who held a conversation, and on which release. */
type Held = Pick<Visit, 'workspaceId' | 'sessionId' | 'visitorId' | 'release' | 'context' | 'quarantine'>

/** What the log of a conversation comes to, and what of it could not have been answered. Total. */
export function replayLog(
  held: Held,
  { entries, acknowledged }: Pick<MergedLog, 'entries' | 'acknowledged'>,
): { readonly visit: Visit; readonly refused: ReturnType<Player['replay']>['refused'] } {
  const { release, context } = held
  const { flow, player } = conversationIn(release, spokenLocale(context.locale, entries))
  const { played, refused } = player.replay(context, entries)
  const visit: Visit = {
    ...held,
    flow,
    played,
    spoken: answeredIn(context.locale, entries),
    booked: hasBooked(played, entries),
    asked: askedIn(entries),
    lastSeq: acknowledged,
  }
  return { visit, refused }
}

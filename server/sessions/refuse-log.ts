import type { Replayed } from '#flows/play.ts'
import { ApiError } from '../errors.ts'
import type { MergedLog } from './event-log.ts'

const WORDS = {
  answer_not_on_path: 'This step was not reachable when it was answered.',
  answer_invalid: 'This is not an answer the step takes.',
  session_completed: 'The conversation had already ended.',
  too_many_events: 'The conversation took more turns than a conversation takes.',
} as const

/**
 * Throws when the replay refused an event that was just sent, with a pointer to it: the request is kept whole or not at
 * all. What was stored before behind a gap and turns out refused stays in the log without effect.
 */
export function refuseLog(
  refused: Replayed['refused'],
  merged: Pick<MergedLog, 'fresh'>,
  sent: readonly { readonly seq: number }[],
): void {
  const fresh = new Set(merged.fresh.map(entry => entry.event.seq))
  const wrong = refused.filter(entry => fresh.has(entry.seq))
  const first = wrong[0]
  if (!first) return
  throw new ApiError(first.problem, {
    errors: wrong.slice(0, 20).map(({ seq, problem }) => ({
      pointer: `/events/${sent.findIndex(event => event.seq === seq)}`,
      code: problem,
      message: WORDS[problem],
    })),
  })
}

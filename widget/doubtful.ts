import type { SessionEventBody } from '#flows/api.ts'
import { doubtRaised, doubtsAmong } from '#flows/doubts.ts'
import type { Doubt } from '#flows/flow.ts'
import type { ReadAnswer } from './form-pages.ts'
import { given, type Talk } from './talk.ts'

/**
 * What the visitor gave in a conversation. An answer that does not go well with the others is asked about once more: it
 * stays a proposal until it is confirmed, or given again, or another one is given instead.
 */
export function givenOnce(talk: Talk, body: SessionEventBody): Talk {
  const doubt = doubtAbout(talk, body)
  if (!doubt || body.type !== 'answered') return given(talk, body)
  if (talk.proposal?.doubt?.id === doubt.id) return given(talk, { ...body, confirmed: doubt.id })
  return {
    ...talk,
    problem: undefined,
    proposal: { value: body.value, raw: body.raw ?? '', why: 'doubt', doubt },
  }
}

/** What an answer would be asked about once more. What the page knew, and what was confirmed, is not. */
export function doubtAbout({ player, played }: Talk, body: SessionEventBody): Doubt | undefined {
  if (body.type !== 'answered' || body.confirmed || body.by) return
  const accepted = played.accept(body)
  return accepted.ok ? doubtRaised(player.flow, played.facts, accepted.played.facts) : undefined
}

/** By step id, what the answers of a page of a form are doubted for. */
export function doubtsOf({ player, played }: Talk, read: readonly ReadAnswer[]): ReadonlyMap<string, Doubt> {
  const acts = read.map(({ step, parsed }): SessionEventBody => {
    return parsed?.ok ? { type: 'answered', step: step.id, value: parsed.value } : { type: 'skipped', step: step.id }
  })
  return doubtsAmong(player.flow, played, acts)
}

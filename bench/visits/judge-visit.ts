import { setTimeout as wait } from 'node:timers/promises'
import type { Store } from '#server/store/open-store.ts'
import type { UnluckyVisit } from './unlucky-visit.ts'

/** How long answers may be under way after the last page has a line again. */
const WITHIN_MS = 30_000

interface Judged {
  readonly lost: number
  readonly sentTwice: number
}

/** Looks for what a visit gave in the server's log, until all of it is there or the time is over. */
export async function judgeVisit(
  { db }: Store,
  { campaign, given }: Pick<UnluckyVisit, 'given'> & { readonly campaign: string },
): Promise<Judged> {
  const deadline = performance.now() + WITHIN_MS
  for (;;) {
    const events = await db
      .selectFrom('session_events')
      .innerJoin('sessions', 'sessions.id', 'session_events.session_id')
      .select(['body_json', 'seq', 'session_id'])
      .where('session_events.type', '=', 'answered')
      .where('context_json', 'like', `%"campaign":"${campaign}"%`)
      .orderBy('session_events.session_id')
      .orderBy('seq')
      .execute()
    const found = events.map(({ body_json }) => {
      const { step, value } = JSON.parse(body_json) as { step: string; value: string } // an answered event
      return `${step}=${value}`
    })
    const lost = given.filter(([step, value]) => !found.includes(`${step}=${value}`)).length
    if (lost === 0 || performance.now() > deadline) return { lost, sentTwice: found.length - new Set(found).size }
    await wait(100)
  }
}

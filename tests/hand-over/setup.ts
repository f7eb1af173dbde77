import { startHandOvers } from '#server/hand-over/hand-over-worker.ts'
import type { Routing } from '#server/routing/routing-config.ts'
import { presets } from '#server/scoring/presets/index.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import type { LaterDecisionColumns } from '#server/store/routing-tables.ts'
import { eventSender } from '#tests/activity/events.ts'
import { person } from '#tests/routing/routings.ts'
import type { TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'

/** `bant` with five points for a click in a mail: enough to make a warm lead of 56 hot. */
export const CLICKS_COUNT: ScoreModel = {
  ...presets.bant,
  engagement: {
    ...presets.bant.engagement,
    rules: [
      ...presets.bant.engagement.rules,
      { id: 'click', kind: 'event', event: 'email_clicked', points: 5, times: 'once', reason: 'Clicked' },
    ],
  },
}

/** Hot leads go to Ann and Ben in turns, warm ones to nobody. */
export const TURNS: Routing = {
  format: 1,
  people: [person('ann', { name: 'Ann Lee' }), person('ben', { name: 'Ben Oz' })],
  teams: [
    {
      id: 'sales',
      name: 'Sales',
      members: [
        { person: 'ann', weight: 100 },
        { person: 'ben', weight: 100 },
      ],
    },
  ],
  rules: [
    {
      id: 'hot',
      name: 'Hot leads to sales',
      when: { fact: 'temperature', is: 'hot' },
      outcome: 'sales',
      assign: { team: 'sales' },
      slaMinutes: 30,
    },
    { id: 'warm', name: 'Warm leads to marketing', when: { fact: 'temperature', is: 'warm' }, outcome: 'nurture' },
  ],
  fallback: { outcome: 'trial' },
}

/** A warm lead of 56 points that nobody owns; gives back its id. */
export async function warmLead(test: TestApp, email = 'ida@nordvik-cold.example'): Promise<string> {
  await startSession(test, { events: answered({ ...HOT_ANSWERS, q_budget: 'not_set', q_email: email }) })
  return (await leadBy(test, email)).id
}

export async function leadBy({ deps }: TestApp, email: string) {
  return await deps.store.db.selectFrom('leads').selectAll().where('email', '=', email).executeTakeFirstOrThrow()
}

export async function clicks(test: TestApp, ...emails: readonly string[]): Promise<void> {
  await happened(test, 'email_clicked', ...emails)
}

export async function happened(test: TestApp, type: string, ...emails: readonly string[]): Promise<void> {
  const send = await eventSender(test)
  const at = test.clock.now()
  const { refused, results } = await send(emails.map(email => ({ id: `${type}-${email}-${at}`, type, email, at })))
  if (refused > 0) throw new Error(JSON.stringify(results))
}

/** Hands over what waits for it; gives back how many were looked at. */
export async function handOver(test: TestApp): Promise<number> {
  const worker = startHandOvers(test.deps, { poll: 1_000_000 })
  const taken = await worker.runOnce()
  await worker.stop()
  return taken
}

/** Decisions on a lead, oldest first. */
export async function decisionsOf({ deps }: TestApp, leadId: string) {
  return await deps.store.db
    .withTables<{ routing_decisions: LaterDecisionColumns }>()
    .selectFrom('routing_decisions')
    .selectAll('routing_decisions')
    .where('lead_id', '=', leadId)
    .orderBy('id')
    .execute()
}

/** Events of deliveries on a lead, oldest first. */
export async function toldOf({ deps }: TestApp, leadId: string): Promise<string[]> {
  const rows = await deps.store.db
    .selectFrom('deliveries')
    .select('event')
    .where('lead_id', '=', leadId)
    .orderBy('id')
    .execute()
  return rows.map(({ event }) => event)
}

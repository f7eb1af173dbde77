import { expect, it } from 'vitest'
import { presets } from '#server/scoring/presets/index.ts'
import type { EngagementRule } from '#server/scoring/score-model.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { answered, appendTo, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const submitted = { kind: 'event', event: 'form_submitted', times: 'each', reason: 'Submitted the form' } as const
const RULES: readonly EngagementRule[] = [
  { id: 'pricing_form', ...submitted, where: { fact: 'form', is: 'pricing' }, points: 7 },
  { id: 'other_form', ...submitted, where: { fact: 'form', is: 'other' }, points: 9 },
]

describeOnBoth('a form of Parley that was submitted', openTestStore => {
  it('is an act that rules count by its flow, once however often it is changed', async () => {
    const model = { ...presets.bant, engagement: { ...presets.bant.engagement, rules: RULES } }
    const test = await createTestApp(await openTestStore(), { flow: { id: 'pricing', model } })
    const session = await startSession(test, { events: answered(HOT_ANSWERS) })
    expect(await actsOf(test)).toEqual({ pricing_form: 7 })
    expect((await appendTo(test, session, answered({ q_name: 'Ida M. Falk' }, 9))).status).toBe(200)
    expect(await actsOf(test)).toEqual({ pricing_form: 7 })

    await startSession(test, { events: answered(HOT_ANSWERS) })
    const { points } = await sumOf(test)
    expect(points).toBe(14)
  })

  it('is none as long as it is not finished', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered(HOT_ANSWERS).slice(0, 4) })
    const rows = await test.deps.store.db.selectFrom('behavior_events').select('type').execute()
    expect(rows).toEqual([])
  })
})

async function actsOf(test: TestApp): Promise<Record<string, number>> {
  const rows = await test.deps.store.db.selectFrom('ledger_entries').select(['rule_id', 'points', 'group']).execute()
  return Object.fromEntries(
    rows.filter(row => row.group === 'engagement').map(({ rule_id, points }) => [rule_id, points]),
  )
}

async function sumOf({ deps }: TestApp): Promise<{ points: number }> {
  const { points } = await deps.store.db
    .selectFrom('ledger_entries')
    .select(eb => eb.fn.sum<number>('points').as('points'))
    .where('rule_id', '=', 'pricing_form')
    .executeTakeFirstOrThrow()
  return { points: Number(points) }
}

import { expect, test } from 'vitest'
import { saveSourceRules } from '#server/leads/save-source-rules.ts'
import type { SourceRules } from '#server/leads/source-rules.ts'
import { startSourceSweep } from '#server/leads/sweep-sources.ts'
import { presets } from '#server/scoring/presets/index.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { answered, CONTEXT, HOT_ANSWERS, newSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const ACTOR = { id: 'user-1', name: 'Mara Lind' }
const NEWSLETTER: SourceRules = {
  rules: [
    { source: 'partner-*', priority: 1, owner: 'sales' },
    { source: 'newsletter', medium: 'email', priority: 4, owner: 'marketing' },
  ],
  others: { priority: 3, owner: 'sales' },
}
/** With points for what the source rules and the browser say. */
const MODEL: ScoreModel = {
  ...presets.bant,
  fit: [
    ...presets.bant.fit,
    { id: 'first', kind: 'when', when: { fact: 'source.priority', lte: 1 }, points: 7, reason: 'From a partner' },
    {
      id: 'ours',
      kind: 'when',
      when: { fact: 'source.owner', is: 'marketing' },
      points: -5,
      reason: 'Reads our mails',
    },
    {
      id: 'phone',
      kind: 'when',
      when: {
        all: [
          { fact: 'browser', is: 'safari' },
          { fact: 'os', is: 'ios' },
        ],
      },
      points: 2,
      reason: 'Writes from an iPhone',
    },
  ],
}
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1'

describeOnBoth('the source of a lead', openTestStore => {
  test('ranks it when it comes, by the first touch, and is a fact for the score', async () => {
    const app = await createTestApp(await openTestStore(), { flow: { model: MODEL } })
    await save(app, 0, NEWSLETTER)

    const [plain, ida, per] = [
      await come(app, 'ole@fjord-cold.example', { source: 'google', medium: 'cpc', campaign: 'Stock-Count' }),
      await come(app, 'ida@nordvik-cold.example', { source: 'Newsletter', medium: 'Email' }),
      await come(app, 'per@brask-lager.example', { source: 'partner-tejo' }),
    ]
    expect(plain).toMatchObject({ source: 'google', medium: 'cpc', campaign: 'stock-count', source_priority: 3 })
    expect(ida).toMatchObject({ source_priority: 4, source_owner: 'marketing', fit: plain.fit - 5 })
    expect(per).toMatchObject({ source_priority: 1, source_owner: 'sales', medium: null, fit: plain.fit + 7 })

    const again = await come(app, 'ida@nordvik-cold.example', { source: 'partner-tejo' })
    expect(again).toMatchObject({ id: ida.id, source: 'newsletter', medium: 'email', source_priority: 4 })
  })

  test('ranks those that are there once the rules change, and scores them anew', async () => {
    const app = await createTestApp(await openTestStore(), { flow: { model: MODEL } })
    const before = await come(app, 'ida@nordvik-cold.example', { source: 'newsletter', medium: 'email' })
    const other = await createTestApp(app.deps.store, { flow: { model: MODEL }, seed: 7 })
    const foreign = await come(other, 'ida@nordvik-cold.example', { source: 'newsletter', medium: 'email' })
    expect(before).toMatchObject({ source_priority: 3, source_owner: 'sales' })

    await save(app, 0, NEWSLETTER)
    expect(await sweep(app)).toBe(1)

    const after = await leadOf(app, before.id)
    expect(after).toMatchObject({ source_priority: 4, source_owner: 'marketing', fit: before.fit - 5 })
    expect(await leadOf(other, foreign.id)).toEqual(foreign)
    expect(await sweep(app)).toBe(0)

    await save(app, 1, { rules: [], others: { priority: 2, owner: 'sales' } })
    expect(await sweep(app)).toBe(1)
    expect(await leadOf(app, before.id)).toMatchObject({ source_priority: 2, fit: before.fit })
  })

  test('of one that cannot be scored does not hold up the others, nor does a list that cannot be read', async () => {
    const app = await createTestApp(await openTestStore(), { flow: { model: MODEL } })
    const other = await createTestApp(app.deps.store, { flow: { model: MODEL }, seed: 7 })
    const newsletter = { source: 'newsletter', medium: 'email' }
    const broken = await come(app, 'ole@fjord-cold.example', newsletter)
    const ida = await come(app, 'ida@nordvik-cold.example', newsletter)
    await come(other, 'per@brask-lager.example', newsletter)
    await app.deps.store.db.updateTable('leads').set({ facts_json: '{' }).where('id', '=', broken.id).execute()
    for (const one of [other, app]) await save(one, 0, NEWSLETTER)
    const { db } = app.deps.store
    await db
      .updateTable('source_rules')
      .set({ rules_json: '{' })
      .where('workspace_id', '=', other.workspaceId)
      .execute()

    expect(await sweep(app)).toBe(2)
    expect(await sweep(app)).toBe(0)

    expect(await leadOf(app, broken.id)).toMatchObject({ source_priority: 4, fit: broken.fit })
    expect(await leadOf(app, ida.id)).toMatchObject({
      source_priority: 4,
      fit: ida.fit - 5,
      updated_at: ida.updated_at,
    })
  })

  test('is ranked page by page over many leads, and tells nobody', async () => {
    const app = await createTestApp(await openTestStore())
    const first = await come(app, 'ida@nordvik-cold.example', { source: 'newsletter', medium: 'email' })
    const { id: _id, ...like } = first
    const rows = Array.from({ length: 1100 }, (_, index) => ({
      ...like,
      id: app.deps.newId(),
      email: `reader-${index}@nordvik-cold.example`,
    }))
    for (let from = 0; from < rows.length; from += 200)
      await app.deps.store.write(trx =>
        trx
          .insertInto('leads')
          .values(rows.slice(from, from + 200))
          .execute(),
      )
    const news = app.news.length

    await save(app, 0, NEWSLETTER)
    expect(await sweep(app)).toBe(1101)

    const ranks = await app.deps.store.db
      .selectFrom('leads')
      .select(['source_priority', 'source_owner', 'updated_at'])
      .distinct()
      .execute()
    expect(ranks).toEqual([{ source_priority: 4, source_owner: 'marketing', updated_at: first.updated_at }])
    expect(app.news.length).toBe(news)
  })

  test('knows browser and system by family, for the score', async () => {
    const app = await createTestApp(await openTestStore(), { flow: { model: MODEL } })
    const plain = await come(app, 'ole@fjord-cold.example', {})
    const phone = await come(app, 'ida@nordvik-cold.example', {}, { 'user-agent': IPHONE })
    expect(phone.fit).toBe(plain.fit + 2)
    expect(JSON.parse(phone.facts_json)).toMatchObject({ browser: 'safari', os: 'ios' })
    expect(JSON.stringify(phone)).not.toContain('605.1')
  })

  test('of two versions saved at once one is refused', async () => {
    const app = await createTestApp(await openTestStore())
    const saved = await Promise.allSettled([save(app, 0, NEWSLETTER), save(app, 0, NEWSLETTER)])
    expect(saved.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(save(app, 0, NEWSLETTER)).rejects.toMatchObject({ code: 'draft_changed' })
  })
})

async function save({ deps, workspaceId }: TestApp, version: number, rules: SourceRules): Promise<void> {
  await saveSourceRules(deps, { workspaceId, version, rules, actor: ACTOR })
}

async function sweep({ deps }: TestApp): Promise<number> {
  const worker = startSourceSweep(deps, { poll: 1_000_000 })
  const changed = await worker.runOnce()
  await worker.stop()
  return changed
}

async function come(app: TestApp, email: string, utm: Record<string, string>, headers: Record<string, string> = {}) {
  const { referrer: _referrer, ...context } = CONTEXT
  const events = answered({ ...HOT_ANSWERS, q_email: email })
  const response = await app.request('/v1/sessions', {
    json: newSession(app, { events, context: { ...context, utm } }),
    headers,
  })
  expect(response.status).toBe(201)
  const { session } = (await response.json()) as { session: string }
  const row = await app.deps.store.db
    .selectFrom('sessions')
    .select('lead_id')
    .where('workspace_id', '=', app.workspaceId)
    .where('id', '=', session)
    .executeTakeFirstOrThrow()
  return await leadOf(app, row.lead_id ?? '')
}

async function leadOf({ deps, workspaceId }: TestApp, id: string) {
  return await deps.store.db
    .selectFrom('leads')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

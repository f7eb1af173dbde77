import { expect, test } from 'vitest'
import { saveLeadFacts } from '#server/leads/lead-facts.ts'
import { rescoreLead } from '#server/leads/rescore-lead.ts'
import { DEFAULT_RULES, type LifecycleRules } from '#server/lifecycle/lifecycle-rules.ts'
import { loadLifecycleVersion, saveLifecycleRules } from '#server/lifecycle/load-rules.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

async function setRules({ deps, workspaceId }: TestApp, rules: LifecycleRules) {
  const { version } = await loadLifecycleVersion(deps.store.db, workspaceId)
  await saveLifecycleRules(deps, { workspaceId, version, rules, actor: { id: 'u', name: 'Mira Holm' } })
}

function lead({ deps }: TestApp) {
  return deps.store.db.selectFrom('leads').select(['id', 'stage']).executeTakeFirstOrThrow()
}

async function tell(app: TestApp, facts: Record<string, boolean | string>) {
  const { workspaceId, deps } = app
  const { id: leadId } = await lead(app)
  await deps.store.write(async trx => {
    await saveLeadFacts(trx, { workspaceId, leadId, source: 'crm', actor: 'test', at: deps.now(), facts })
    await rescoreLead(trx, deps, { workspaceId, leadId, at: deps.now() })
  })
}

describeOnBoth('a condition of the team for a move', openTestStore => {
  test('gives a new lead to sales at once, and back to marketing, where it stays', async () => {
    const app = await createTestApp(await openTestStore())
    await setRules(app, {
      ...DEFAULT_RULES,
      sal: {
        when: {
          all: [
            { fact: 'size.min', gte: 50 },
            { fact: 'score', gte: 60 },
          ],
        },
      },
      recycle: { ...DEFAULT_RULES.recycle, when: { fact: 'tag.no_project', is: true } },
    })
    await startSession(app, { events: answered(HOT_ANSWERS) })
    expect((await lead(app)).stage).toBe('sal')

    await tell(app, { 'tag.no_project': true })
    expect((await lead(app)).stage).toBe('recycled')
    await tell(app, { 'tag.no_project': false })
    expect((await lead(app)).stage).toBe('recycled')
  })

  test('never passes a disqualifier', async () => {
    const app = await createTestApp(await openTestStore())
    await setRules(app, { ...DEFAULT_RULES, sal: { when: { all: [] } } })

    await startSession(app, { events: answered(HOT_ANSWERS) })
    await tell(app, { role: 'student' })

    expect((await lead(app)).stage).toBe('disqualified')
  })
})

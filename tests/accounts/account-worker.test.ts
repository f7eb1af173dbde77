import { expect, it } from 'vitest'
import { accountFacts } from '#server/accounts/account-facts.ts'
import { forgetAccountRules } from '#server/accounts/account-rules.ts'
import { startAccountWorker } from '#server/accounts/account-worker.ts'
import { importPriorityRows } from '#server/accounts/save-priority.ts'
import { startTrial } from '#server/models/trials.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { changeModel } from '#tests/models/model-changes.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const DAY = 86_400_000

describeOnBoth('the people of one company', openTestStore => {
  it('are all scored anew when a colleague comes, and only once', async () => {
    const test = await createTestApp(await openTestStore())
    for (const email of ['a@acme.example', 'b@acme.example', 'c@other.example']) await come(test, email)
    expect(await engagement(test)).toEqual({ 'a@acme.example': 0, 'b@acme.example': 5, 'c@other.example': 0 })

    expect(await work(test)).toBe(2)

    expect(await engagement(test)).toEqual({ 'a@acme.example': 5, 'b@acme.example': 5, 'c@other.example': 0 })
    expect(await test.deps.store.db.selectFrom('accounts').select(['domain', 'people']).execute()).toEqual([
      { domain: 'acme.example', people: 2 },
    ])
    expect(await work(test)).toBe(0)
    expect(await test.deps.store.db.selectFrom('account_work').selectAll().execute()).toEqual([])
  })

  it('leave no work behind where somebody comes alone', async () => {
    const test = await createTestApp(await openTestStore())
    for (const email of ['a@acme.example', 'b@gmail.com', 'c@gmail.com']) await come(test, email)
    expect(await test.deps.store.db.selectFrom('account_work').selectAll().execute()).toEqual([])
  })

  it('do not raise their account by what the account gives them', async () => {
    const test = await createTestApp(await openTestStore())
    for (const email of ['a@acme.example', 'b@acme.example']) await come(test, email)
    await work(test)
    const [account] = await test.deps.store.db.selectFrom('accounts').select(['score', 'lines_json']).execute()
    expect(account).toMatchObject({ score: 67 })
    expect(JSON.parse(account?.lines_json ?? '')).toMatchObject([{ kind: 'fit', points: 67 }])
  })

  it('count for their account by the model that judges each of them, also where it competes with the live one', async () => {
    const test = await createTestApp(await openTestStore())
    const { deps, workspaceId, flowId } = test
    await changeModel(test, model => ({ ...model, fitCap: 20 }))
    const candidate = { kind: 'draft' } as const
    await startTrial(deps, { workspaceId, flowId, mode: 'challenger', share: 10_000, candidate, by: 'Mara Lind' })
    for (const email of ['a@acme.example', 'b@acme.example']) await come(test, email)
    await work(test)
    const fits = await deps.store.db.selectFrom('leads').select('fit').execute()
    const account = await deps.store.db.selectFrom('accounts').select('score').executeTakeFirst()
    expect([fits, account]).toEqual([[{ fit: 20 }, { fit: 20 }], { score: 20 }])
  })

  it('are a committee for as long as they came lately', async () => {
    const test = await createTestApp(await openTestStore())
    for (const email of ['a@acme.example', 'b@acme.example', 'c@acme.example']) await come(test, email)
    await work(test)
    const of = async () => {
      const { db } = test.deps.store
      const facts = { workspaceId: test.workspaceId, domain: 'acme.example', freeMail: false, facts: {} }
      return await accountFacts(db, { ...facts, email: 'd@acme.example', colleagues: 3, at: test.clock.now() })
    }
    expect(await of()).toEqual({ 'account.people': 4, 'account.committee': true, 'account.score': 77 })
    test.clock.pass(31 * DAY)
    expect(await work(test)).toBe(3)
    expect(await of()).toMatchObject({ 'account.committee': false, 'account.score': 67 })
  })

  it('on the priority list are known as such at once, and those who are there already after the commit', async () => {
    const model = {
      ...presets.bant,
      fit: [
        ...presets.bant.fit,
        {
          id: 'priority',
          kind: 'when' as const,
          when: { fact: 'account.priority', is: true } as const,
          points: 7,
          reason: 'On the priority list',
        },
      ],
    }
    const test = await createTestApp(await openTestStore(), { flow: { model } })
    const { deps, workspaceId, clock } = test
    await come(test, 'a@tax.gov.example')
    await come(test, 'c@other.example')
    const rows = [{ row: 1, domain: '*.gov.example', name: null, note: null }]
    await deps.store.write(trx => importPriorityRows(trx, { workspaceId, rows, actor: 'user-1', at: clock.now() }))
    forgetAccountRules(workspaceId)
    await come(test, 'b@rail.gov.example')
    expect(await fits(test)).toEqual({ 'a@tax.gov.example': 67, 'b@rail.gov.example': 74, 'c@other.example': 67 })
    expect(await work(test)).toBe(2)
    expect(await fits(test)).toMatchObject({ 'a@tax.gov.example': 74, 'c@other.example': 67 })
  })
})

async function come(test: TestApp, email: string): Promise<void> {
  await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: email }) })
}

async function work(test: TestApp): Promise<number> {
  const worker = startAccountWorker(test.deps, { poll: 1_000_000 })
  const scored = await worker.runOnce()
  await worker.stop()
  return scored
}

async function engagement({ deps }: TestApp): Promise<Record<string, number>> {
  const rows = await deps.store.db.selectFrom('leads').select(['email', 'engagement']).orderBy('id').execute()
  return Object.fromEntries(rows.map(row => [row.email, row.engagement]))
}

async function fits({ deps }: TestApp): Promise<Record<string, number>> {
  const rows = await deps.store.db.selectFrom('leads').select(['email', 'fit']).orderBy('id').execute()
  return Object.fromEntries(rows.map(row => [row.email, row.fit]))
}

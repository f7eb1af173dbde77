import { expect, it } from 'vitest'
import { createApiKey } from '#server/auth/api-keys.ts'
import { conversionCsvHead, conversionCsvRow } from '#server/conversions/conversion-csv.ts'
import type { Conversion } from '#server/conversions/conversion-type.ts'
import { conversionsOf } from '#server/conversions/conversions-of.ts'
import { findConversions } from '#server/conversions/find-conversions.ts'
import { runImport } from '#server/imports/run-import.ts'
import { createTestApp, START, type TestApp } from '#tests/support/app.ts'
import { answered, CONTEXT, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const DAY_MS = 86_400_000
const click = { name: 'gclid', value: 'Cj0-click', at: 1_000 } as const
const PAST = { lead: 'l1', stages: [], sentToSalesAt: null, outcomes: [], clicks: [click] }

it('each step counts once, at its first time, and each deal that was won', () => {
  const stages = [
    { stage: 'lead', at: 1_000 },
    { stage: 'mql', at: 2_000 },
    { stage: 'hold', at: 3_000 },
    { stage: 'mql', at: 4_000 },
    { stage: 'sql', at: 5_000 },
    { stage: 'customer', at: 9_000 },
  ] as const
  const outcomes = [
    { id: 'd1', kind: 'won', amount: 100, currency: 'EUR', at: 8_000 },
    { id: 'd2', kind: 'won', amount: null, currency: null, at: 9_000 },
  ] as const
  const found = conversionsOf({ ...PAST, stages, outcomes })
  expect(found.map(({ id, at, value }) => [id, at, value])).toEqual([
    ['l1:qualified', 2_000, null],
    ['l1:sql', 5_000, null],
    ['l1:won:d1', 8_000, 100],
    ['l1:won:d2', 9_000, null],
  ])
})

it('a conversion takes the newest click of each network before it', () => {
  const clicks = [
    click,
    { ...click, value: 'later', at: 2 * DAY_MS },
    { name: 'li_fat_id', value: 'li', at: 900 },
  ] as const
  const [qualified] = conversionsOf({ ...PAST, clicks, stages: [{ stage: 'mql', at: 2_000 }] })
  expect(qualified?.clicks.map(({ value }) => value)).toEqual(['Cj0-click', 'li'])
  expect(conversionsOf({ ...PAST, clicks: [], stages: [{ stage: 'mql', at: 2_000 }] })).toEqual([])
})

it('files have the columns and times of the networks, and leave out clicks that are too old', () => {
  const at = Date.UTC(2026, 2, 1, 14, 5, 9)
  const won: Conversion = {
    id: 'x',
    lead: 'l1',
    kind: 'won',
    at,
    value: 1250.5,
    currency: 'EUR',
    clicks: [
      { name: 'gclid', value: 'G', at: at - DAY_MS },
      { name: 'msclkid', value: 'M', at: at - 91 * DAY_MS },
    ],
  }
  expect(conversionCsvHead('google')).toContain('"Google Click ID","Conversion Name","Conversion Time"')
  expect(conversionCsvRow('google', won)).toBe('"G","Parley won","2026-03-01 14:05:09+0000","1250.5","EUR"\r\n')
  expect(conversionCsvRow('microsoft', won)).toBe('')
  const fresh = { ...won, value: null, clicks: [{ name: 'msclkid', value: 'M', at }] } as const
  expect(conversionCsvRow('microsoft', fresh)).toBe('"M","Parley won","3/1/2026 2:05:10 PM","",""\r\n')
})

describeOnBoth('offline conversions', openTestStore => {
  it('come of visitors who allowed to keep their click, through the API too', async () => {
    const test = await createTestApp(await openTestStore())
    await arrive(test, 'ida@nordvik.example', 'granted')
    await arrive(test, 'bo@nordvik.example', 'denied')
    const csv = 'email,outcome,date,amount,currency\nida@nordvik.example,won,2026-11-22,900,EUR'
    const columns = ['email', 'kind', 'at', 'amount', 'currency']
    const actor = { id: 'user-1', name: 'Mara Lind' }
    await runImport(test.deps, {
      workspaceId: test.workspaceId,
      kind: 'outcomes',
      csv,
      columns,
      options: {},
      actor,
      dryRun: false,
    })
    const found: Conversion[] = []
    const asked = { workspaceId: test.workspaceId, since: 0, until: START + DAY_MS }
    for await (const some of findConversions(test.deps.store.db, asked)) found.push(...some)
    expect(new Set(found.map(({ lead }) => lead)).size).toBe(1)
    expect(found.map(({ kind, value }) => [kind, value]).sort()).toEqual([
      ['qualified', null],
      ['sql', null],
      ['won', 900],
    ])
    expect(found[0]?.clicks).toMatchObject([{ name: 'gclid', value: 'Cj0-abc' }])

    const key = { workspaceId: test.workspaceId, name: 'Ads', createdBy: 'user-1' }
    const { secret } = await createApiKey(test.deps, { ...key, scopes: ['leads:read'] })
    const answer = await test.request(`/v1/conversions?since=0&until=${START + DAY_MS}`, {
      origin: null,
      token: secret,
    })
    expect(((await answer.json()) as { conversions: unknown[] }).conversions).toHaveLength(3)
    const other = await createApiKey(test.deps, { ...key, scopes: ['events:write'] })
    expect((await test.request('/v1/conversions', { origin: null, token: other.secret })).status).toBe(403)
    expect((await test.request('/v1/conversions?since=soon', { origin: null, token: secret })).status).toBe(422)
  })

  it('files are imported through the API with the key’s scope', async () => {
    const test = await createTestApp(await openTestStore())
    const key = { workspaceId: test.workspaceId, name: 'CRM', createdBy: 'user-1' }
    const { secret } = await createApiKey(test.deps, { ...key, scopes: ['leads:write'] })
    const json = { csv: 'email,name\nida@x.example,Ida\nbo,\u0001', basis: 'They asked.' }
    const answer = await test.request('/v1/imports/leads', { origin: null, token: secret, json })
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { rows: 2, created: 1, refused: 1, problems: [{ line: 3, column: 'name', code: 'bad_characters' }] },
    ])
    expect((await test.request('/v1/imports/events', { origin: null, token: secret, json })).status).toBe(403)
    expect((await test.request('/v1/imports/leads', { origin: null, token: secret, json: { csv: 'x' } })).status).toBe(
      422,
    )
  })
})

async function arrive(test: TestApp, email: string, consent: 'granted' | 'denied') {
  const context = { ...CONTEXT, consent, utm: { source: 'ads', gclid: 'Cj0-abc' } }
  await startSession(test, { context, events: answered({ ...HOT_ANSWERS, q_email: email }) })
}

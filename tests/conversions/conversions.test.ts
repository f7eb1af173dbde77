import { hash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createApiKey } from '#server/auth/api-keys.ts'
import { addMember } from '#server/auth/members.ts'
import type { Conversion } from '#server/conversions/conversion-type.ts'
import { findConversions } from '#server/conversions/find-conversions.ts'
import type { ConversionCounts } from '#server/http/studio/conversion-routes.ts'
import { parseCsv } from '#server/imports/parse-csv.ts'
import { runImport } from '#server/imports/run-import.ts'
import { createTestApp, START, type TestApp } from '#tests/support/app.ts'
import { answered, CONTEXT, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const DAY_MS = 86_400_000

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

  it('a win that was taken back leaves the file, and is among the corrections', async () => {
    const test = await createTestApp(await openTestStore())
    const owner = await signIn(test)
    await arrive(test, 'ida@nordvik.example', 'granted')
    const { id } = await test.deps.store.db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
    await takeOutcome(test, 'sql', '2026-11-22T09:00:00Z')
    test.clock.pass(60_000)
    const to = { to: 'customer', amount: 900, currency: 'EUR' }
    expect((await owner.send(`/leads/${id}/move`, to)).status).toBe(200)
    const told = rowsOf(await owner.text('/conversions.csv?network=google&adConsent=granted'))
    expect(told.map(row => row['Conversion Name'])).toEqual(['Parley qualified', 'Parley SQL', 'Parley won'])
    expect(told[2]).toMatchObject({
      'Google Click ID': 'Cj0-abc',
      'Conversion Time': '2026-11-22 09:01:00+0000',
      'Conversion Value': '900',
      'Conversion Currency': 'EUR',
      'Ad User Data': 'Granted',
      'Ad Personalization': 'Granted',
    })
    expect(rowsOf(await owner.text('/conversion-corrections.csv'))).toEqual([])

    test.clock.pass(60_000)
    expect((await owner.send(`/leads/${id}/undo`, {})).status).toBe(200)
    const left = rowsOf(await owner.text('/conversions.csv?network=google'))
    expect(left.map(row => [row['Conversion Name'], row['Ad User Data']])).toEqual([
      ['Parley qualified', ''],
      ['Parley SQL', ''],
    ])
    expect(rowsOf(await owner.text('/conversion-corrections.csv'))).toEqual([
      {
        'Order ID': told[2]?.['Order ID'],
        'Conversion Name': 'Parley won',
        'Adjustment Time': '2026-11-22 09:02:00+0000',
        'Adjustment Type': 'RETRACT',
        'Adjusted Value': '',
        'Adjusted Value Currency': '',
      },
    ])
    const counts = (await (await owner.send('/conversions')).json()) as ConversionCounts
    expect(counts.networks[0]).toEqual({
      id: 'google',
      counts: { qualified: 1, sql: 1, won: 0 },
      file: { rows: 2, late: 0, corrections: 1 },
    })
  })

  it('a network fetches its file by itself, with the key as a password', async () => {
    const test = await createTestApp(await openTestStore())
    await arrive(test, 'Ida@nordvik.example', 'granted')
    const key = { workspaceId: test.workspaceId, name: 'Ads', createdBy: 'user-1' }
    const { secret } = await createApiKey(test.deps, { ...key, scopes: ['leads:read'] })
    const basic = (password: string) => ({
      authorization: `Basic ${Buffer.from(`google:${password}`).toString('base64')}`,
    })
    const get = (path: string, headers = basic(secret)) => test.request(`/v1${path}`, { origin: null, headers })

    const file = await get('/conversions.csv?network=google')
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
    const rows = rowsOf(await file.text())
    expect(rows[0]).toMatchObject({ 'Google Click ID': 'Cj0-abc', 'Ad User Data': '' })
    expect(rowsOf(await (await get('/conversions/google.csv')).text())).toEqual(rows)
    const granted = rowsOf(await (await get('/conversions/google-granted.csv')).text())
    expect(granted[0]).toMatchObject({ 'Ad User Data': 'Granted' })

    const wrong = await get('/conversions/google.csv', basic(`${secret.slice(0, -1)}!`))
    expect([wrong.status, wrong.headers.get('www-authenticate')]).toEqual([
      401,
      'Basic realm="Parley", charset="UTF-8"',
    ])
    expect((await get('/conversions/x.csv')).status).toBe(422)
    expect((await get('/conversions.csv')).status).toBe(422)
    // Elsewhere a password opens nothing.
    expect((await get('/conversions')).status).toBe(401)
  })

  it('addresses go to LinkedIn and Meta hashed, and only where the banner asked', async () => {
    const test = await createTestApp(await openTestStore())
    const utm = { source: 'ads', li_fat_id: '7f0c-1', fbclid: 'IwAR_x' }
    const context = { ...CONTEXT, consent: 'granted' as const, utm }
    await startSession(test, { context, events: answered({ ...HOT_ANSWERS, q_email: 'ida@nordvik.example' }) })
    const owner = await signIn(test)
    const hashed = hash('sha256', 'ida@nordvik.example')
    expect(rowsOf(await owner.text('/conversions.csv?network=linkedin'))).toEqual([])
    expect(rowsOf(await owner.text('/conversions.csv?network=linkedin&adConsent=granted'))).toMatchObject([
      { email: hashed, eventtype: 'LEAD', amount: '1', currency: 'USD' },
    ])
    expect(rowsOf(await owner.text('/conversions.csv?network=meta'))).toMatchObject([
      { event_name: 'Parley qualified', email: '', fbc: expect.stringMatching(/^fb\.1\.\d{13}\.IwAR_x$/) },
    ])
    expect(rowsOf(await owner.text('/conversions.csv?network=meta&adConsent=granted'))).toMatchObject([
      { email: hashed },
    ])
    const key = { workspaceId: test.workspaceId, name: 'Ads', createdBy: 'user-1' }
    const { secret } = await createApiKey(test.deps, { ...key, scopes: ['leads:read'] })
    const json = await (await test.request('/v1/conversions', { origin: null, token: secret })).text()
    expect(json).not.toContain(hashed)
  })

  it('a deal that is told again with another amount is restated', async () => {
    const test = await createTestApp(await openTestStore())
    const owner = await signIn(test)
    await arrive(test, 'ida@nordvik.example', 'granted')
    await takeOutcome(test, 'won', '2026-11-22T09:00:00Z', '900')
    expect(rowsOf(await owner.text('/conversion-corrections.csv'))).toEqual([])
    test.clock.pass(3_600_000)
    await takeOutcome(test, 'won', '2026-11-22T09:00:00Z', '1200')
    expect(rowsOf(await owner.text('/conversion-corrections.csv'))).toMatchObject([
      { 'Adjustment Type': 'RESTATE', 'Adjusted Value': '1200', 'Adjusted Value Currency': 'EUR' },
    ])
  })

  it('what a network no longer takes is counted, and not in its file', async () => {
    const test = await createTestApp(await openTestStore())
    const owner = await signIn(test)
    await arrive(test, 'ida@nordvik.example', 'granted')
    test.clock.pass(91 * DAY_MS)
    await takeOutcome(test, 'won', '2027-02-20T09:00:00Z')
    expect(rowsOf(await owner.text('/conversions.csv?network=google'))).toEqual([])
    const counts = (await (await owner.send('/conversions')).json()) as ConversionCounts
    expect(counts.networks[0]).toMatchObject({ counts: { won: 1 }, file: { rows: 0 } })
    expect(counts.networks[0]?.file?.late).toBeGreaterThan(0)
  })
})

/** One outcome of Ida, told by a file. */
async function takeOutcome(test: TestApp, kind: string, at: string, amount = '') {
  const columns = ['email', 'kind', 'at', 'amount', 'currency', 'id']
  const csv = `email,outcome,date,amount,currency,deal id\nida@nordvik.example,${kind},${at},${amount},EUR,deal-7`
  const actor = { id: 'user-1', name: 'Mara Lind' }
  const request = { workspaceId: test.workspaceId, kind: 'outcomes', csv, columns, options: {}, actor } as const
  expect(await runImport(test.deps, { ...request, dryRun: false })).toMatchObject({ refused: 0 })
}

/** The owner's browser. */
async function signIn(test: TestApp) {
  const origin = test.deps.config.publicUrl
  const person = { email: 'mara@tallybarn.example', password: 'correct horse battery' }
  await addMember(test.deps, { workspaceId: test.workspaceId, name: 'Mara Lind', role: 'owner', ...person })
  const headers = { 'x-parley': '1' }
  const answer = await test.request('/api/auth/sign-in/email', { origin, headers, json: person })
  const cookie = answer.headers
    .getSetCookie()
    .map(one => one.split(';')[0])
    .join('; ')
  const send = (path: string, json?: unknown) => {
    return test.request(`/api${path}`, { origin, headers: { ...headers, cookie }, ...(json !== undefined && { json }) })
  }
  return { send, text: async (path: string) => await (await send(path)).text() }
}

/** The rows of a file by its header, its first line. */
function rowsOf(csv: string): Record<string, string>[] {
  const { header, records } = parseCsv(csv)
  return records.map(({ cells }) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])))
}

async function arrive(test: TestApp, email: string, consent: 'granted' | 'denied') {
  const context = { ...CONTEXT, consent, utm: { source: 'ads', gclid: 'Cj0-abc' } }
  await startSession(test, { context, events: answered({ ...HOT_ANSWERS, q_email: email }) })
}

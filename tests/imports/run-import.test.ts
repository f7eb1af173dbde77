import { expect, it } from 'vitest'
import { guessColumns, targetsOf } from '#server/imports/columns.ts'
import type { ImportKind, ImportOptions } from '#server/imports/import-type.ts'
import { parseCsv } from '#server/imports/parse-csv.ts'
import { previewImport } from '#server/imports/preview-import.ts'
import { runImport } from '#server/imports/run-import.ts'
import { loadLeadFacts } from '#server/leads/lead-facts.ts'
import { createTestApp, type TestApp, templateFlow } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import cases from './cases.json' with { type: 'json' }

interface BadRow {
  readonly title: string
  readonly kind: ImportKind
  readonly csv: string
  readonly line: number
  readonly column: string | null
  readonly code: string
}

describeOnBoth('importing files', openTestStore => {
  it('a bad row is named with line, column and reason, tried and for real, and the rest is kept', async () => {
    const test = await createTestApp(await openTestStore())
    for (const { title, kind, csv, line, column, code } of cases as readonly BadRow[]) {
      for (const dryRun of [true, false]) {
        const { problems, refused } = await read(test, { kind, csv, dryRun })
        expect([title, problems]).toMatchObject([title, [{ line, column, code, refused: true }]])
        expect([title, refused]).toEqual([title, 1])
      }
    }
    const leads = await test.deps.store.db.selectFrom('leads').select('email').execute()
    expect(leads).toEqual([{ email: 'bo@x.example' }])
  })

  it('a new person becomes a scored lead with the stated basis, told to nobody', async () => {
    const test = await createTestApp(await openTestStore())
    const csv =
      'E-Mail;First name;Last name;Employees;Job title;Budget;Created\nIDA@nordvik.example;Ida;Falk;120;Vice President Sales;"€ 30.000";15.10.2026'
    const result = await read(test, { csv })
    expect(result).toMatchObject({ rows: 1, created: 1, refused: 0 })
    const lead = await onlyLead(test)
    expect(lead).toMatchObject({
      email: 'ida@nordvik.example',
      name: 'Ida Falk',
      source: 'import',
      session_id: '',
      created_at: Date.UTC(2026, 9, 15),
    })
    expect(lead.score).toBeGreaterThan(0)
    expect(JSON.parse(lead.consent_json ?? '{}')).toMatchObject({
      purpose: 'contact',
      text: 'Imported. Basis: They asked for a quote.',
    })
    expect([test.wakes(), test.news]).toEqual([0, []])
  })

  it('the order of day and month is read off every column of dates, in the preview as in the import', async () => {
    const test = await createTestApp(await openTestStore())
    const csv = 'Email,Customer since\nida@nordvik.example,04/03/2021\nbo@nordvik.example,03/25/2021'
    const preview = await previewImport(test.deps, {
      ...{ workspaceId: test.workspaceId, kind: 'leads', csv, options: { basis: 'They asked for a quote.' } },
      actor: { id: 'user-1', name: 'Mara Lind' },
    })
    expect(preview).toMatchObject({ dates: 'mdy', problems: [] })

    expect(await read(test, { csv })).toMatchObject({ created: 2, refused: 0, problems: [] })
    const facts = await test.deps.store.db.selectFrom('lead_facts').select(['fact', 'value_json']).execute()
    const since = facts.filter(({ fact }) => fact === 'crm.since').map(({ value_json }) => Number(value_json))
    expect(since.sort()).toEqual([Date.UTC(2021, 2, 25), Date.UTC(2021, 3, 3)])
  })

  it('a lead that is there is completed, not doubled, and what they said themselves stands', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const before = await onlyLead(test)
    const csv = `email,name,company,phone,industry\n${HOT_ANSWERS.q_email},Somebody Else,Nordvik,+47 22 00 00 00,Cold storage`
    expect(await read(test, { csv })).toMatchObject({ created: 0, updated: 1 })
    const after = await onlyLead(test)
    expect(after).toMatchObject({ id: before.id, name: 'Ida Falk', company: 'Nordvik', fit: before.fit })
    expect(await loadLeadFacts(test.deps.store.db, test.workspaceId, after.id)).toEqual({
      'company.industry': 'Cold storage',
    })
    expect(await read(test, { csv })).toMatchObject({ created: 0, updated: 0, unchanged: 1 })
  })

  it('an imported person who then talks stays one lead, and keeps the first source', async () => {
    const test = await createTestApp(await openTestStore())
    await read(test, { csv: `email,name,lead source\n${HOT_ANSWERS.q_email},Ida,Trade fair` })
    const { id } = await onlyLead(test)
    await startSession(test, { events: answered(HOT_ANSWERS) })
    expect(await onlyLead(test)).toMatchObject({
      id,
      name: 'Ida Falk',
      source: 'trade fair',
      temperature: 'hot',
      outcome: 'sales',
    })
  })

  it('cells that mean nothing are named and left out, the row is kept', async () => {
    const test = await createTestApp(await openTestStore())
    const result = await read(test, { csv: 'email,employees,time zone\nida@x.example,many,Mars' })
    expect(result).toMatchObject({ created: 1, refused: 0 })
    expect(result.problems.map(({ column, code, refused }) => [column, code, refused])).toEqual([
      ['employees', 'no_such_option', false],
      ['time_zone', 'bad_time_zone', false],
    ])
  })

  it('a later part of a file names rows by the lines of the file', async () => {
    const test = await createTestApp(await openTestStore())
    const lines = async (csv: string) => (await read(test, { csv, firstLine: 502 })).problems.map(({ line }) => line)
    expect(await lines('email,name\nida,Ida\nbo@x.example,Bo\ncy,Cy')).toEqual([502, 504])
    expect(await lines('sep=,\nemail,name\nida,Ida\nbo@x.example,Bo\ncy,Cy')).toEqual([502, 504])
  })

  it('events count for their lead, once however often the file is imported', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const csv = `Email\tEvent\tDate\tSubject\n${HOT_ANSWERS.q_email}\tE-mail opened\t2026-11-20 10:00\tHello\nnobody@x.example\temail_clicked\t2026-11-20T10:00:00+02:00\tHello`
    expect(await read(test, { kind: 'events', csv, dryRun: true })).toMatchObject({ created: 2 })
    expect(await read(test, { kind: 'events', csv })).toMatchObject({ created: 2, refused: 0 })
    expect(await read(test, { kind: 'events', csv })).toMatchObject({ created: 0, unchanged: 2 })
    const rows = await test.deps.store.db
      .selectFrom('activity_events')
      .select(['type', 'lead_id', 'at'])
      .orderBy('at')
      .execute()
    expect(rows.map(row => [row.type, row.lead_id !== null])).toEqual([
      ['email_clicked', false],
      ['email_opened', true],
    ])
    expect(rows[0]?.at).toBe(Date.UTC(2026, 10, 20, 8))
  })

  it('outcomes and priority accounts are imported once', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const won = `email,deal stage,close date,amount,currency\n${HOT_ANSWERS.q_email},Closed won,2026-11-20,"12,500",eur`
    expect(await read(test, { kind: 'outcomes', csv: won })).toMatchObject({ created: 1 })
    expect(await read(test, { kind: 'outcomes', csv: won })).toMatchObject({ created: 0, unchanged: 1 })
    const rows = await test.deps.store.db.selectFrom('lead_outcomes').select(['kind', 'amount', 'currency']).execute()
    expect(rows).toEqual([{ kind: 'won', amount: 12_500, currency: 'EUR' }])
    const accounts = 'website,company\nhttps://www.nordvik.example/about,Nordvik\n*.bank.example,Banks'
    expect(await read(test, { kind: 'accounts', csv: accounts })).toMatchObject({ created: 2 })
    expect(await read(test, { kind: 'accounts', csv: accounts })).toMatchObject({ created: 0, unchanged: 2 })
  })

  it('a file as a whole that cannot be imported says why', async () => {
    const test = await createTestApp(await openTestStore())
    const codeOf = async (csv: string, more: Partial<Reading> = {}) => {
      const error = await read(test, { csv, ...more }).catch(error => error)
      return error?.options?.errors?.[0]?.code
    }
    expect(await codeOf('email,name')).toBe('no_rows')
    expect(await codeOf('name\nIda')).toBe('column_missing')
    expect(await codeOf('email,"name\nida@x.example,Ida')).toBe('unclosed_quote')
    expect(await codeOf('e\0m\0a\0i\0l\0\ni\0d\0a\0')).toBe('bad_encoding')
    expect(await codeOf('email\nida@x.example', { options: {} })).toBe('basis_missing')
    expect(await codeOf('email\nida@x.example', { options: { basis: 'They asked.', flow: 'none' } })).toBe(
      'no_live_flow',
    )
    expect(await codeOf('email,date\nida@x.example,2026-11-01', { kind: 'events' })).toBe('column_missing')
  })
})

interface Reading {
  readonly kind?: ImportKind
  readonly csv: string
  readonly dryRun?: boolean
  readonly options?: ImportOptions
  readonly firstLine?: number
}

/** Imports a text with the columns that are guessed for it. */
async function read(test: TestApp, { kind = 'leads', csv, dryRun = false, options, firstLine }: Reading) {
  const columns = guessColumns(parseCsv(csv).header, targetsOf(kind, templateFlow('pricing')))
  const request = {
    workspaceId: test.workspaceId,
    kind,
    csv,
    columns,
    dryRun,
    firstLine,
    actor: { id: 'user-1', name: 'Mara Lind' },
  }
  return await runImport(test.deps, { ...request, options: options ?? { basis: 'They asked for a quote.' } })
}

async function onlyLead(test: TestApp) {
  return await test.deps.store.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
}

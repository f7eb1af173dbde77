import { expect, it } from 'vitest'
import { createApiKey } from '#server/auth/api-keys.ts'
import type { ImportResult } from '#server/imports/import-type.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('imports by API', openTestStore => {
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

  it('of a file as people have them, each bad row is named and all others are kept', async () => {
    const test = await createTestApp(await openTestStore())
    const send = await keyed(test)
    const csv = [
      '\uFEFFE-Mail;First name;Company;Created;Shoe size;Notes',
      'ida@x.example;Ida;Nordvik;15.10.2026;38;5" pipes',
      'bo@x.example;Bo;Kühl;31.02.2026;40;',
      'cy@x.example;Cy;"Frost;01.10.2026;41;never closed',
      'di@x.example;Di;"Halle" cold;"',
      'ed@x.example;Ed;Eis;12.10.2026;42;"two',
      'lines"',
      'ed@x.example;;Eis;;;again',
      ';Fay;Fern;13.10.2026;43;',
      'gus@x.example;Gus;Glas;14.10.2026;44;x;y',
      '',
      'hal@x.example;Hal;;2026-10-15;45;',
    ].join('\r\n')
    const tried = await resultOf(send({ csv, basis: 'They asked.', dryRun: true }))
    const done = await resultOf(send({ csv, basis: 'They asked.' }))
    const named = (result: ImportResult) => result.problems.map(({ line, code }) => [line, code])
    expect(named(done)).toEqual(named(tried))
    expect(named(done)).toEqual([
      [3, 'bad_date'],
      [4, 'unclosed_quote'],
      [5, 'unclosed_quote'],
      [9, 'no_email'],
      [10, 'too_many_cells'],
    ])
    expect(done).toMatchObject({ rows: 9, created: 3, unchanged: 1, refused: 5 })
    const leads = await test.deps.store.db.selectFrom('leads').select('email').orderBy('email').execute()
    expect(leads.map(({ email }) => email)).toEqual(['ed@x.example', 'hal@x.example', 'ida@x.example'])
    expect(await resultOf(send({ csv, basis: 'They asked.' }))).toMatchObject({ created: 0, unchanged: 4, refused: 5 })
  })

  it('text that was read as another kind than it is, is told', async () => {
    const test = await createTestApp(await openTestStore())
    const wide = [...'email,name\nida@x.example,Ida'].map(letter => `${letter}\0`).join('')
    const answer = await (await keyed(test))({ csv: wide, basis: 'They asked.' })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/csv', code: 'bad_encoding' }] })
  })
})

/** Sends files with a key. */
async function keyed(test: TestApp) {
  const key = { workspaceId: test.workspaceId, name: 'CRM', createdBy: 'user-1' }
  const { secret: token } = await createApiKey(test.deps, { ...key, scopes: ['leads:write'] })
  return (json: object) => test.request('/v1/imports/leads', { origin: null, token, json })
}

async function resultOf(answer: Promise<Response>): Promise<ImportResult> {
  return (await (await answer).json()) as ImportResult
}

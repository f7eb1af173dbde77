import { expect, it } from 'vitest'
import type { ImportRow, RunImportAnswer } from '#server/http/studio/import-routes.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { publishFlow } from '../studio-api/leads.ts'
import { setUpStudio } from '../studio-api/setup.ts'

describeOnBoth('a file that is imported part by part', openTestStore => {
  it('says how far it is, counts a part that is sent again once, and is stopped when none comes for a minute', async () => {
    const studio = await setUpStudio(await openTestStore())
    await publishFlow(studio.deps, studio.workspaceId)
    const owner = await studio.member('owner')
    const send = async (csv: string, more: object) => {
      const part = {
        kind: 'leads',
        csv,
        columns: ['email', 'name'],
        options: { basis: 'They asked.' },
        file: 'people.csv',
      }
      const answer = await owner.post('/imports', { ...part, dryRun: false, total: 5, ...more })
      expect(answer.status).toBe(200)
      return (await answer.json()) as RunImportAnswer
    }
    const list = async () => (await (await owner.get('/imports')).json()) as ImportRow[]
    const first = await send('\uFEFFemail;name\r\nida@x.example;"Ida\r\nFalk"\r\nbo;Bo\r\n', { rowsBefore: 0 })
    expect(first).toMatchObject({ rows: 2, created: 1, refused: 1 })
    expect(first.problems).toMatchObject([{ line: 4, column: 'email', code: 'bad_email' }])
    expect(await list()).toMatchObject([{ file: 'people.csv', state: 'running', rows: 2, total: 5 }])

    const next = { import: first.import, rowsBefore: 2, firstLine: 5 }
    const second = await send('email;name\ncy@x.example;Cy', next)
    expect(second.import).toBe(first.import)
    expect(await send('email;name\ncy@x.example;Cy', next)).toMatchObject({ created: 0, unchanged: 1 })
    expect(await list()).toMatchObject([{ rows: 3, created: 2, unchanged: 0 }])
    studio.pass(61_000)
    expect(await list()).toMatchObject([{ state: 'stopped', rows: 3, total: 5 }])
    await send('email;name\ndi@x.example;Di\ned@x.example;"Ed', { ...next, rowsBefore: 3 })
    expect(await list()).toMatchObject([{ state: 'done', rows: 5, created: 3, refused: 2 }])
  })
})

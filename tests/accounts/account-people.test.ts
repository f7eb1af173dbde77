import { CompiledQuery, createQueryId, type KyselyPlugin, type RootOperationNode } from 'kysely'
import { expect, it } from 'vitest'
import { loadAccountPeople } from '#server/accounts/account-people.ts'
import { useTestDatabases } from '#tests/support/databases.ts'

const { openTestStore } = useTestDatabases('sqlite')

it('the people of an account are found by their domain, however many leads there are', async () => {
  const { db } = await openTestStore()
  const asked: RootOperationNode[] = []
  const listener: KyselyPlugin = {
    transformQuery: ({ node }) => {
      asked.push(node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await loadAccountPeople(db.withPlugin(listener), 'w', ['nordvik.example', 'nordvik-cold.example'])
  const [node] = asked
  if (!node) throw new Error('Nothing was asked.')
  const { sql, parameters } = db.getExecutor().compileQuery(node, createQueryId())
  const { rows } = await db.executeQuery<{ detail: string }>(
    CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
  )
  expect(rows.map(({ detail }) => detail)).toContainEqual(
    expect.stringMatching(/SEARCH leads USING INDEX leads_domain/),
  )
})

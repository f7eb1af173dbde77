import { getMigrations } from 'better-auth/db/migration'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { authOptions } from '#server/auth/auth-options.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('the tables of sign-in', openTestStore => {
  test('are what the installed better-auth expects', async () => {
    const store = await openTestStore()
    const options = authOptions({
      store,
      // Only the address and the secret are read.
      config: { publicUrl: 'http://localhost', secret: 'x'.repeat(32) } as never,
      newId: () => 'id',
      log: pino({ level: 'silent' }),
    })

    const { toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems, unsafeChanges } = await getMigrations(options)

    expect({ toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems, unsafeChanges }).toEqual({
      toBeCreated: [],
      toBeAdded: [],
      toBeAddedIndexes: [],
      schemaProblems: [],
      unsafeChanges: [],
    })
  })
})

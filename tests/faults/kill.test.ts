import { describe, test } from 'vitest'
import type { StoreEngine } from '#server/store/migrations/index.ts'
import { useTestDatabases } from '../support/databases.ts'
import { killDuringIntake } from './kill-during-intake.ts'

// Side by side: most of the time is spent starting servers.
describe.concurrent.each<StoreEngine>(['sqlite', 'postgres'])('kill -9 during intake (%s)', engine => {
  const databases = useTestDatabases(engine)

  test('loses and doubles no lead', { timeout: 240_000 }, async context => {
    await killDuringIntake(databases, context)
  })
})

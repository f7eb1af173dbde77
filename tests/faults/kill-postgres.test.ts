import { test } from 'vitest'
import { useTestDatabases } from '../support/databases.ts'
import { killDuringIntake } from './kill-during-intake.ts'

const databases = useTestDatabases('postgres')

test('kill -9 during intake loses and doubles no lead on Postgres', { timeout: 180_000 }, async () => {
  await killDuringIntake(databases)
})

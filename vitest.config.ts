import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const jsx = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const

const widgetTests = ['tests/widget/**/*.test.tsx', 'tests/studio/**/*.test.tsx']
const journeys = ['tests/journeys/**/*.test.ts']

export default defineConfig({
  test: {
    // Journeys mostly wait for a browser and a database: one worker alone on two processors takes twice as long.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Declared once, here, so that all projects share one Postgres cluster. It starts only when a test asks for it.
    globalSetup: ['tests/support/postgres-setup.ts'],
    projects: [
      {
        oxc: jsx,
        test: {
          name: 'node',
          environment: 'node',
          setupFiles: ['tests/support/fixed-seed.ts'],
          include: ['tests/**/*.test.ts'],
          exclude: journeys,
          testTimeout: 15_000,
          hookTimeout: 60_000,
        },
      },
      {
        oxc: jsx,
        test: { name: 'dom', environment: 'happy-dom', include: widgetTests },
      },
      {
        oxc: jsx,
        test: {
          name: 'browser',
          environment: 'node',
          include: journeys,
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})

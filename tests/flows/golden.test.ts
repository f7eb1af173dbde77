import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { canonicalJson } from '#flows/canonical.ts'
import { checkFlow } from '#flows/check.ts'
import { parseFlow } from '#flows/flow-schema.ts'

// Flows as they were published in format 1, with what the format held by then. The files never change: what customers stored
// must be read for ever.
const golden = ['pricing', 'talking', 'answers', 'framework'].map(
  name => [name, new URL(`./golden/${name}-format-1.golden.json`, import.meta.url)] as const,
)

test.each(golden)(
  'a flow of format 1 (%s) is read as it was written, byte for byte in canonical form',
  async (_, file) => {
    const stored: unknown = JSON.parse(await readFile(file, 'utf8'))
    const parsed = parseFlow(stored)
    expect(parsed.ok && canonicalJson(parsed.flow)).toBe(canonicalJson(stored))
  },
)

test.each(golden)('a flow of format 1 (%s) passes the checks as it did when it was published', async (_, file) => {
  const parsed = parseFlow(JSON.parse(await readFile(file, 'utf8')))
  expect(parsed.ok && checkFlow(parsed.flow).filter(({ severity }) => severity === 'error')).toEqual([])
})

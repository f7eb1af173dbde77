import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { canonicalJson } from '#flows/canonical.ts'
import { checkFlow } from '#flows/check.ts'
import { parseFlow } from '#flows/flow-schema.ts'

// A flow as it was published in format 1. The file never changes: what customers stored must be read for ever.
const golden = new URL('./golden/pricing-format-1.golden.json', import.meta.url)

test('a flow of format 1 is read as it was written, byte for byte in canonical form', async () => {
  const stored: unknown = JSON.parse(await readFile(golden, 'utf8'))
  const parsed = parseFlow(stored)
  expect(parsed.ok && canonicalJson(parsed.flow)).toBe(canonicalJson(stored))
})

test('a flow of format 1 passes the checks as it did when it was published', async () => {
  const parsed = parseFlow(JSON.parse(await readFile(golden, 'utf8')))
  expect(parsed.ok && checkFlow(parsed.flow).filter(({ severity }) => severity === 'error')).toEqual([])
})

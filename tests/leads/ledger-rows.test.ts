import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromLedgerRow, replaceLedger } from '#server/leads/ledger-rows.ts'
import type { LedgerEntry } from '#server/scoring/ledger.ts'
import { createTestApp } from '#tests/support/app.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const entry = fc.record({
  id: fc.constantFrom('need', 'role', 'pricing', 'blog:a', 'blog:b', 'idle'),
  group: fc.constantFrom('fit' as const, 'engagement' as const),
  ruleId: fc.constantFrom('need', 'blog'),
  points: fc.integer({ min: -20, max: 20 }),
  reason: fc.constantFrom('Read an article', 'Looked at pricing'),
  evidence: fc.constantFrom<LedgerEntry['evidence']>({ event: 'a' }, { event: 'b' }, {}),
  at: fc.integer({ min: 0, max: 3 }),
  halfLifeDays: fc.constantFrom(30, null),
})

function ledgerOf(revision: string): fc.Arbitrary<LedgerEntry[]> {
  const entries = fc.uniqueArray(entry, { selector: ({ id }) => id })
  return entries.map(made => made.map(one => ({ ...one, modelRevision: revision })))
}

describeOnBoth('a stored ledger', openTestStore => {
  it('is what it was replaced with, whatever was there, and that of another lead stays', async () => {
    const { deps, workspaceId } = await createTestApp(await openTestStore())
    const { db } = deps.store
    const put = (leadId: string, entries: readonly LedgerEntry[]) =>
      deps.store.write(trx => replaceLedger(trx, { workspaceId, leadId }, entries))
    const read = async (leadId: string) => {
      const rows = await db.selectFrom('ledger_entries').selectAll().where('lead_id', '=', leadId).execute()
      return rows.map(fromLedgerRow).sort(byId)
    }
    const [other = []] = fc.sample(ledgerOf('other'), { seed: 7, numRuns: 1 })
    await put('other', other)
    await fc.assert(
      fc.asyncProperty(ledgerOf('one'), ledgerOf('two'), async (before, after) => {
        await put('lead', before)
        expect(await read('lead')).toEqual(before.sort(byId))
        await put('lead', after)
        expect(await read('lead')).toEqual(after.sort(byId))
      }),
      { numRuns: 60 },
    )
    expect(await read('other')).toEqual(other.sort(byId))
  })
})

function byId(a: LedgerEntry, b: LedgerEntry): number {
  return a.id < b.id ? -1 : 1
}

import { describe, expect, test } from 'vitest'
import type { BehaviorFact } from '#server/scoring/behavior.ts'
import { foldLedger, type LedgerEntry } from '#server/scoring/ledger.ts'
import { scoreLead } from '#server/scoring/score.ts'
import { scoreModelSchema } from '#server/scoring/score-model.ts'
import bant from './golden/bant.json' with { type: 'json' }
import eachTime from './golden/each-time.json' with { type: 'json' }
import { NOW } from './history.ts'

interface Golden {
  readonly model: unknown
  readonly cases: readonly {
    readonly facts: Readonly<Record<string, string>>
    readonly events: readonly BehaviorFact[]
    readonly colleagues: number
    readonly entries: readonly LedgerEntry[]
    readonly folds: readonly { readonly days: number; readonly counted: Readonly<Record<string, number>> }[]
  }[]
}

const DAY = 86_400_000
const golden = { bant, 'each-time': eachTime } as unknown as Record<string, Golden> // as: JSON imports know strings only

// Models, entries and sums as the first version of format 1 wrote them: what stands in a database must keep its meaning.
describe.each(Object.entries(golden))('the model %s of the first version', (_name, { model: stored, cases }) => {
  const model = scoreModelSchema.parse(stored)

  test('is read as it was written', () => {
    expect(model).toEqual(stored)
  })

  test.each(cases)('gives the same entries for the same history', ({ facts, events, colleagues, entries }) => {
    const input = { model, modelRevision: 'rev', facts, events, colleagues, at: NOW }
    expect(scoreLead({ ...input, labels: (_fact, value) => value }).entries).toEqual(entries)
  })

  test.each(cases)('comes to the same score at every moment', ({ entries, folds }) => {
    for (const { days, counted, ...sums } of folds) {
      const folded = foldLedger(entries, model, NOW + days * DAY)
      expect(folded).toMatchObject(sums)
      expect(Object.fromEntries(folded.lines.map(line => [line.id, line.counted]))).toEqual(counted)
    }
  })
})

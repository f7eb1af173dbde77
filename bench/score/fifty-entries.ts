import type { LedgerEntry } from '#server/scoring/ledger.ts'
import { presets } from '#server/scoring/presets/index.ts'

const DAY = 86_400_000
const ACTS = ['article', 'blog', 'guide', 'webinar', 'pricing_page', 'case_study', 'calculator', 'moved_on']

/** A ledger of fifty entries as a busy lead has it: five of fit, one for silence, the rest acts of the last three months. */
export function fiftyEntries(newest: number): LedgerEntry[] {
  const base = { evidence: { event: 'act' }, modelRevision: 'bench' }
  const fit = presets.bant.fit.map(({ id }, index): LedgerEntry => {
    const points = { group: 'fit' as const, points: 6 + index, halfLifeDays: null }
    return { ...base, ...points, id, ruleId: id, reason: `Answer ${index}`, at: newest }
  })
  const idle: LedgerEntry = {
    ...base,
    id: 'idle',
    ruleId: 'idle',
    group: 'engagement',
    points: -10,
    reason: 'Nothing heard for 60 days',
    at: newest + 60 * DAY,
    halfLifeDays: null,
  }
  const acts = Array.from({ length: 44 }, (_, index): LedgerEntry => {
    const ruleId = ACTS[index % ACTS.length] ?? 'article'
    return {
      ...base,
      id: `${ruleId}:act-${index}`,
      ruleId,
      group: 'engagement',
      // Below the limit of the usual model, so that every day takes something off.
      points: index % 9 === 0 ? 2 : 1,
      reason: `Act ${index}`,
      at: newest - index * 2 * DAY,
      halfLifeDays: 30,
    }
  })
  return [...fit, idle, ...acts]
}

import { foldLedger } from '#server/scoring/ledger.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { median } from '../statistics/quantile.ts'
import { fiftyEntries } from './fifty-entries.ts'

const LEADS = 2_000
const RUNS = 7
const DAY = 86_400_000

/** Entries that one core folds in a second: ledgers of fifty, by the usual model and by one with limits, halves of each. Seconds of CPU. */
export function foldRate(): number {
  const now = Date.UTC(2026, 10, 22)
  const ledgers = Array.from({ length: LEADS }, (_, lead) => fiftyEntries(now - (lead % 90) * DAY))
  const models = [presets.bant, presets.hundred]
  const foldAll = () => {
    let sum = 0
    for (const [index, entries] of ledgers.entries()) {
      const model = models[index % 2]
      if (!model) continue
      const { score, lines } = foldLedger(entries, model, now)
      const counted = lines.reduce((total, line) => total + line.counted, 0)
      if (counted !== score) throw new Error(`The lines of a ledger add up to ${counted}, its score is ${score}.`)
      sum += lines.length
    }
    return sum
  }
  foldAll()
  const rates = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage()
    const entries = foldAll()
    const { user, system } = process.cpuUsage(before)
    return entries / ((user + system) / 1e6)
  })
  return Math.round(median(rates))
}

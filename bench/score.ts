import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { foldRate } from './score/fold-rate.ts'
import { rescoreAll } from './score/rescore-all.ts'
import { scoreLatency } from './score/score-latency.ts'
import { openScoreBench } from './score/score-workspace.ts'

// `npm run bench -- score [--leads N] [--load N]`: entries that one core folds in a second; how long it takes from one act
// that comes in to the new score that is stored, while others come in too; and all leads, fifty entries each, brought up to
// date on SQLite, with what that takes of memory.

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { leads: { type: 'string', default: '100000' }, load: { type: 'string', default: '32' } },
})

const entriesPerSecond = foldRate()
console.log(`One core folds ${entriesPerSecond.toLocaleString('en')} entries a second, fifty a lead.`)

const directory = await mkdtemp(join(tmpdir(), 'parley-bench-score-'))
const bench = await openScoreBench(directory)
try {
  const latency = await scoreLatency(bench, Number(values.load))
  console.log(`One act to the stored score, ${values.load} at once: ${JSON.stringify(latency)}`)
  const rescore = await rescoreAll(bench, Number(values.leads))
  console.log(JSON.stringify({ bench: 'score', entriesPerSecond, latency, rescore }))
} finally {
  await bench.deps.store.close()
  await rm(directory, { recursive: true, force: true })
}

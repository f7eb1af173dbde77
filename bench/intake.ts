import { compareIntake, type IntakeFigures } from './intake/compare-intake.ts'

// `npm run bench -- intake [sqlite | postgres]`: complete submissions that Parley accepts in a second, each a whole
// conversation in one request, stored durably as session, events, lead, ledger, routing decision and outbox rows; beside a
// bare node:http server that writes the same rows through the same store. The client and, with Postgres, the database run
// on the same machine and take their share of it: rates are those of this machine, what counts is the ratio.

const ENGINES = ['sqlite', 'postgres'] as const

const wanted = process.argv[3]
const figures: Record<string, IntakeFigures> = {}
for (const engine of ENGINES.filter(engine => wanted === undefined || wanted === engine)) {
  figures[engine] = await compareIntake(engine)
}
console.log(JSON.stringify({ bench: 'intake', ...figures }))

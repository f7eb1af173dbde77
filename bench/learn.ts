import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { learnFromTable, type TableReport } from '#server/learning/learn-from-table.ts'
import { readCsv } from '#server/learning/read-csv.ts'

// `npm run bench -- learn --data FILE [--map JSON]`: what past leads in a CSV teach, measured on the newest 30 %.
// JSON: {"outcome":"Converted","won":["1"],"lost":["0"],"order":"Lead Number","ignore":["…"]}; what it leaves out is guessed.

const wishSchema = z.strictObject({
  outcome: z.string().optional(),
  won: z.array(z.coerce.string()).optional(),
  lost: z.array(z.coerce.string()).optional(),
  order: z.string().nullable().optional(),
  ignore: z.array(z.string()).optional(),
})

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { data: { type: 'string' }, map: { type: 'string' } },
})
if (values.data === undefined) {
  console.error('Say which file: npm run bench -- learn --data leads.csv')
  process.exitCode = 2
} else {
  measure(values.data, values.map)
}

function measure(file: string, map: string | undefined): void {
  const began = performance.now()
  const wish = readWish(map)
  if (!wish) return
  const text = readText(file)
  if (text === null) return
  const { header, rows, ragged } = readCsv(text)
  if (ragged.length > 0) console.log(`Left out for too few or too many cells, lines: ${ragged.slice(0, 20).join(', ')}`)
  const columns = header.map((name, index) => ({ name, texts: rows.map(row => row[index] ?? '') }))
  const result = learnFromTable(columns, wish)
  if (!result.ok) {
    console.log(result.problem.detail)
    console.log(JSON.stringify({ bench: 'learn', problem: result.problem.code }))
    process.exitCode = 1
    return
  }
  explain(result.report)
  console.log(JSON.stringify({ bench: 'learn', ...figures(result.report), seconds: seconds(began) }))
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    console.error(`The file cannot be read: ${error instanceof Error ? error.message : error}`)
    process.exitCode = 2
    return null
  }
}

function readWish(map: string | undefined): z.infer<typeof wishSchema> | null {
  if (map === undefined) return {}
  try {
    return wishSchema.parse(JSON.parse(map))
  } catch (error) {
    console.error(`--map is not what it should be: ${error instanceof Error ? error.message : error}`)
    process.exitCode = 2
    return null
  }
}

function explain({ mapping, leaks, points, ...report }: TableReport): void {
  const order = mapping.order === null ? 'the order of the rows' : `“${mapping.order}”`
  console.log(
    `Outcome “${mapping.outcome}” (won: ${mapping.won.join(', ')}; lost: ${mapping.lost.join(', ')}), in time by ${order}.`,
  )
  console.log(`Learnt from the oldest ${report.trained} leads, measured on the newest ${report.tested}.`)
  for (const leak of leaks) console.log(`Left out (${leak.kind}): ${leak.name}. ${leak.reason}`)
  for (const [name, why] of Object.entries(mapping.ignored)) console.log(`Left out (${why}): ${name}.`)
  for (const { name, lines } of points) {
    console.log(
      `${name}: ${lines.map(line => `${line.value ?? line.id} ${line.points > 0 ? '+' : ''}${line.points}`).join(', ')}`,
    )
  }
}

function figures(report: TableReport) {
  const named = (kind: 'leak' | 'doubt') => report.leaks.filter(leak => leak.kind === kind).map(({ name }) => name)
  return {
    auc: round(report.auc),
    aucPoints: round(report.aucPoints),
    loss: round(report.auc - report.aucPoints),
    leaks: named('leak'),
    doubts: named('doubt'),
    outcome: report.mapping.outcome,
    order: report.mapping.order,
    ignored: Object.keys(report.mapping.ignored),
    facts: report.facts.length,
    leads: report.leads,
    open: report.open,
    trained: report.trained,
    tested: report.tested,
    rate: round(report.rate),
    brier: round(report.brier),
    ece: round(report.ece),
    strength: report.strength,
  }
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

function seconds(began: number): number {
  return Math.round((performance.now() - began) / 100) / 10
}

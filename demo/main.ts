import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ensureBuilt } from './ensure-built.ts'
import { smoke } from './smoke.ts'
import { type RunningDemo, startDemo } from './start-demo.ts'

// `npm run demo`: all of the main job on one machine, until Ctrl-C or SIGTERM. `--smoke` tries it once and exits.

/** A browser that is still connected does not hold up the end for longer. */
const STOP_WITHIN_MS = 4_000

const given = process.env.DATA_DIRECTORY
const dataDirectory = given ? resolve(given) : mkdtempSync(join(tmpdir(), 'parley-demo-'))
if (!given) process.on('exit', () => rmSync(dataDirectory, { recursive: true, force: true }))

const ends: (() => Promise<void>)[] = []
let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => leave(signal))
// npm passes a signal on to its shell, and the shell to nobody: what is left of them is that our parent is gone.
const parent = process.ppid
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && leave('the end of npm'), 500).unref()

try {
  await ensureBuilt(say)
  const demo = await startDemo({ env: process.env, dataDirectory, tell: say, onStarted: end => ends.push(end) })
  if (process.argv.includes('--smoke')) {
    await smoke(demo)
    console.log('smoke: fine')
    await stop(0)
  } else {
    console.log(addresses(demo))
  }
} catch (error) {
  // What was being started falls over when it is stopped half-way.
  if (!stopping) {
    console.error(error)
    await stop(1)
  }
}

function leave(why: string): void {
  if (!stopping) say(`Stopping after ${why}`)
  void stop(0)
}

async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  const ended = ends.toReversed().map(end => end())
  await Promise.race([Promise.allSettled(ended), wait(STOP_WITHIN_MS)])
  process.exit(code)
}

function say(what: string): void {
  console.log(`${what} …`)
}

function addresses({ siteOrigin, parleyOrigin, crmOrigin, mailOrigin, setupLink }: RunningDemo): string {
  const lines: readonly (readonly [string, string])[] = [
    ['Pricing page, start here', `${siteOrigin}/pricing`],
    ['Demo form', `${siteOrigin}/demo`],
    ['Checklist', `${siteOrigin}/blog/cycle-count-checklist`],
    ['Landing page, wording under test', `${siteOrigin}/lp/stock-count`],
    setupLink ? ['Studio, one-time sign-in link', setupLink] : ['Studio', `${parleyOrigin}/studio/`],
    ['API description', `${parleyOrigin}/v1/docs`],
    ['Fake CRM, what Parley delivered', `${crmOrigin}/`],
    ['Mail sink, alerts for hot leads', `${mailOrigin}/`],
  ]
  const width = Math.max(...lines.map(([name]) => name.length))
  const list = lines.map(([name, address]) => `  ${name.padEnd(width)}   ${address}`).join('\n')
  return `\nTallybarn is open, with ninety days of history.\n\n${list}\n\nCtrl-C stops everything.\n`
}

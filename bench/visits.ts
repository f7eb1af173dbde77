import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withChromium } from './page/with-chromium.ts'
import { judgeVisit } from './visits/judge-visit.ts'
import { startPricingSite } from './visits/pricing-site.ts'
import { seededDice } from './visits/seeded-dice.ts'
import { makeUnluckyVisit } from './visits/unlucky-visit.ts'

// `npm run bench -- visits`: 1,000 visitors in a real browser (promise P6), each in a context of their own, whose line, server
// and pages fail them at random moments while they answer. What each was seen to have answered is then looked for in the
// server's log. `--visits=50` for fewer, `--from=301` to begin at another seed: a visit's misfortunes follow from its seed.

const option = (name: string, usual: number) =>
  Number(process.argv.find(word => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual)
const visits = option('visits', 1000)
const from = option('from', 1)
const AT_ONCE = 4

const figures = { visits, answers: 0, lost: 0, forgotten: 0, sentTwice: 0, stuck: 0 }
const dataDirectory = await mkdtemp(join(tmpdir(), 'parley-visits-'))
const site = await startPricingSite(dataDirectory)
try {
  await withChromium(async browser => {
    let next = from
    const visit = async (seed: number) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
      const campaign = `visit-${seed}`
      try {
        const made = await makeUnluckyVisit(context, site, { campaign, dice: seededDice(seed) })
        const { lost, sentTwice } = await judgeVisit(site.store, { campaign, given: made.given })
        figures.answers += made.given.length
        figures.lost += lost
        figures.sentTwice += sentTwice
        figures.forgotten += made.forgotten
        if (lost + sentTwice + made.forgotten > 0) console.log(`seed ${seed}: ${lost} lost; ${made.story.join('; ')}`)
      } catch (error) {
        figures.stuck += 1
        console.log(`seed ${seed}: ${String(error).split('\n')[0]}`)
      } finally {
        await context.close()
      }
    }
    const work = async () => {
      while (next < from + visits) {
        const seed = next
        next += 1
        await visit(seed)
        if (seed % 100 === 0) console.log(`${seed} visits`)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  })
} finally {
  await site.close()
  await rm(dataDirectory, { recursive: true, force: true })
}
console.log(JSON.stringify({ bench: 'visits', ...figures }))
if (figures.lost + figures.forgotten + figures.stuck > 0) process.exitCode = 1

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '#server/store/open-store.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { type Post, people, robots } from './robots/posts.ts'
import { seededDice } from './visits/seeded-dice.ts'

// `npm run bench -- robots`: what spam costs (promise P18). 10,000 posts of robots and 500 of people through the real server,
// in process: how many of each are held back. The robots are those that neither read nor look: who waits like a person and
// leaves the trap alone is for Cloudflare Turnstile (docs/embedding.md). `--robots=1000` for fewer.

const given = process.argv.find(word => word.startsWith('--robots='))?.split('=')[1]
const dataDirectory = await mkdtemp(join(tmpdir(), 'parley-robots-'))
const store = await openStore({ dataDirectory })
const limits = { perAddress: 1_000_000_000, perSite: 1_000_000_000, perSession: 1_000_000_000 }
const test = await createTestApp(store, { config: { limits } })
try {
  const spam = await postAll(test, robots, Number(given ?? 10_000))
  const human = await postAll(test, people, 500)
  const share = spam.held / spam.sessions
  console.log(
    JSON.stringify({
      bench: 'robots',
      robots: spam.sessions,
      heldBack: share,
      people: human.sessions,
      peopleHeldBack: human.held,
    }),
  )
  if (share < 0.99 || human.held > 0) process.exitCode = 1
} finally {
  await store.close()
  await rm(dataDirectory, { recursive: true, force: true })
}

/** Sends so many in the ways there are, in turn; counts the sessions they made and those held back, and leaves none. */
async function postAll(test: TestApp, ways: Readonly<Record<string, Post>>, count: number) {
  const total = { sessions: 0, held: 0 }
  for (const [name, post] of Object.entries(ways)) {
    const dice = seededDice(count)
    const posts = Math.round(count / Object.keys(ways).length)
    for (let number = 0; number < posts; number += 1) {
      const status = await post(test, dice, number)
      if (status >= 300) throw new Error(`${name}: the server answers ${status}.`)
      test.clock.pass(1000)
    }
    const rows = await test.deps.store.db.selectFrom('sessions').select('quarantine').execute()
    const held = rows.filter(({ quarantine }) => quarantine !== null).length
    console.log(`${name}: ${held} of ${rows.length} held back`)
    total.sessions += rows.length
    total.held += held
    for (const table of ['session_events', 'leads', 'sessions'] as const)
      await test.deps.store.db.deleteFrom(table).execute()
  }
  return total
}

import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { BehaviorEvent, CreateSessionResponse } from '#flows/api.ts'
import { fromLedgerRow } from '#server/leads/ledger-rows.ts'
import { foldLedger } from '#server/scoring/ledger.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { createTestApp, START, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const DAY = 86_400_000
/** A life with fixed dice, so that both databases are told the same. */
const [acts = []] = fc.sample(
  fc.uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-z0-9]{6}$/),
      type: fc.constantFrom('page_viewed' as const, 'downloaded' as const),
      path: fc.constantFrom('/pricing', '/customers/a', '/blog/b', '/careers', '/demo'),
      file: fc.stringMatching(/^guide-[a-z]{2}\.pdf$/),
      at: fc.integer({ min: START - 20 * DAY, max: START - 1 }),
    }),
    { selector: act => act.id, minLength: 40, maxLength: 40 },
  ),
  { numRuns: 1, seed: 2026 },
)
const events: readonly BehaviorEvent[] = acts.map(({ file, ...act }) => {
  return act.type === 'downloaded' ? { ...act, type: act.type, file } : { ...act, type: act.type }
})

describeOnBoth('a stored score', openTestStore => {
  it('is the same whatever the order in which acts come, and however often', { timeout: 60_000 }, async () => {
    const store = await openTestStore()
    const test = await createTestApp(store, { flow: { model: presets.hundred } })
    const inOrder = await scoreOf(test, { email: 'ida@one.example', pieces: inPieces(events, 10) })
    const backwards = await scoreOf(test, {
      email: 'ida@two.example',
      pieces: [...inPieces(events.toReversed(), 7), ...inPieces(events, 20)],
    })
    expect(backwards).toEqual(inOrder)
    // The same number on either database.
    expect(inOrder).toMatchInlineSnapshot(`
      {
        "engagement": 33,
        "fit": 40,
        "grade": "A2",
        "hundred": 73,
        "lines": 20,
        "score": 73,
        "temperature": "hot",
      }
    `)
  })
})

async function scoreOf(
  test: TestApp,
  { email, pieces }: { readonly email: string; readonly pieces: readonly (readonly BehaviorEvent[])[] },
) {
  const session = await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: email }) })
  for (const piece of pieces) await tell(test, session, piece)
  const { db } = test.deps.store
  const lead = await db.selectFrom('leads').selectAll().where('email', '=', email).executeTakeFirstOrThrow()
  const rows = await db.selectFrom('ledger_entries').selectAll().where('lead_id', '=', lead.id).execute()
  const folded = foldLedger(rows.map(fromLedgerRow), presets.hundred, test.clock.now())
  expect(folded.lines.reduce((sum, line) => sum + line.counted, 0)).toBe(lead.score)
  const { score, fit, engagement, grade, hundred } = folded
  expect({ score, fit, engagement }).toEqual({ score: lead.score, fit: lead.fit, engagement: lead.engagement })
  return { score, fit, engagement, grade, hundred, temperature: lead.temperature, lines: folded.lines.length }
}

async function tell(
  { request }: TestApp,
  { session, token }: CreateSessionResponse,
  piece: readonly BehaviorEvent[],
): Promise<void> {
  const response = await request('/v1/behavior', { json: { token, session, events: piece } })
  expect(response.status).toBe(200)
}

function inPieces<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, piece) =>
    items.slice(piece * size, (piece + 1) * size),
  )
}

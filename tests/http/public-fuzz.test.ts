import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, newSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('requests that somebody tampered with', openTestStore => {
  it('are taken or refused, and never an error of ours', { timeout: 60_000 }, async () => {
    const test = await createTestApp(await openTestStore())
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.jsonValue({ maxDepth: 3 }),
        fc.nat(),
        fc.jsonValue(),
        async (at, value, at2, value2) => {
          run += 1
          const request: unknown = structuredClone(
            newSession(test, {
              key: `key-of-a-fuzzed-run-${run}`,
              events: answered({ ...HOT_ANSWERS, q_email: `p${run % 7}@c${run % 3}.example` }),
              behavior: [{ id: 'b1', at: 1, type: 'page_viewed', path: '/pricing' }],
            }),
          )
          replaceSomewhere(request, at, value)
          if (at2 % 3 === 0) replaceSomewhere(request, at2, value2)
          const response = await test.request('/v1/sessions', { json: request })
          const body: unknown = await response.json()
          expect({ status: response.status < 500, body }).toMatchObject({ status: true })
        },
      ),
      { numRuns: 250 },
    )
  })
})

interface Place {
  readonly holder: Record<string, unknown>
  readonly key: string
}

/** Puts a value in the place of the nth value of a JSON document. */
function replaceSomewhere(document: unknown, nth: number, value: unknown): void {
  const places = placesIn(document)
  const place = places[nth % Math.max(1, places.length)]
  if (place) place.holder[place.key] = value
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown> // objects and lists alike are written by key
  return Object.keys(holder).flatMap(key => [{ holder, key }, ...placesIn(holder[key])])
}

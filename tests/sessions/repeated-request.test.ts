import { expect, it } from 'vitest'
import { createTestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, newSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('a repeated request', openTestStore => {
  it('is the same when its keys come in another order, events included', async () => {
    const test = await createTestApp(await openTestStore())
    const json = newSession(test, { events: answered(HOT_ANSWERS) })
    const first = await test.request('/v1/sessions', { json })
    const second = await test.request('/v1/sessions', { json: reversed(json) })
    expect([first.status, second.status]).toEqual([201, 200])
    expect(await second.json()).toEqual(await first.json())
  })
})

/** The same data with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).reverse()
  return Object.fromEntries(entries.map(([key, part]) => [key, reversed(part)]))
}

import { expect, it } from 'vitest'
import { createApiKey } from '#server/auth/api-keys.ts'
import corpus from '#tests/corpus/events.json' with { type: 'json' }
import { createTestApp, START } from '#tests/support/app.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import type { EventsAnswer } from './events.ts'

/** One bad event of a batch, and the code it must get; the good one beside it must be kept. */
interface BadEvent {
  readonly title: string
  readonly event?: unknown
  /** Parts of a good event replaced or added, and left out. */
  readonly change?: Readonly<Record<string, unknown>>
  readonly drop?: readonly string[]
  readonly raw?: string
  readonly code: string
  readonly pointer?: string
  readonly detail?: string
}

describeOnBoth('a bad event', openTestStore => {
  it('is refused with its code and place, and the good one beside it is kept', async () => {
    const test = await createTestApp(await openTestStore())
    const key = { workspaceId: test.workspaceId, name: 'Mailer', createdBy: 'user-1' }
    const { secret } = await createApiKey(test.deps, { ...key, scopes: ['events:write'] })
    for (const [index, bad] of (corpus as readonly BadEvent[]).entries()) {
      const good = { id: `good-${index}`, type: 'email_opened', at: START, email: 'ida@nordvik.example' }
      const body = `{"events":[${textOf(bad)},${JSON.stringify(good)}]}`
      const response = await test.request('/v1/events', { origin: null, token: secret, body })
      expect([bad.title, response.status]).toEqual([bad.title, 200])
      const { accepted, results } = (await response.json()) as EventsAnswer
      const [refused, kept] = results
      expect([bad.title, refused]).toMatchObject([bad.title, { status: 'refused', code: bad.code }])
      if (bad.pointer !== undefined) expect([bad.title, refused?.pointer]).toEqual([bad.title, bad.pointer])
      if (bad.detail !== undefined) expect(refused?.detail).toContain(bad.detail)
      expect([bad.title, accepted, kept?.status]).toEqual([bad.title, 1, 'accepted'])
    }
  })

  it('of many spoils nothing, and a batch that is too long or too large is refused whole', {
    timeout: 30_000,
  }, async () => {
    const test = await createTestApp(await openTestStore())
    const key = { workspaceId: test.workspaceId, name: 'Mailer', createdBy: 'user-1' }
    const { secret } = await createApiKey(test.deps, { ...key, scopes: ['events:write'] })
    const codeOf = async (body: string) => {
      const response = await test.request('/v1/events', { origin: null, token: secret, body })
      return ((await response.json()) as { code: string }).code
    }
    const one = { id: 'e', type: 'email_opened', email: 'ida@nordvik.example' }
    const events = Array.from({ length: 501 }, (_, index) => ({ ...one, id: `e${index}` }))
    expect(await codeOf(JSON.stringify({ events }))).toBe('too_many_events')
    expect(await codeOf(JSON.stringify({ events: [one], more: 'x'.repeat(1_100_000) }))).toBe('too_large')
    expect(await codeOf('{"events":[]}')).toBe('invalid_body')
    expect(await codeOf('{"events":{}}')).toBe('invalid_body')
    expect(await codeOf('[')).toBe('bad_json')
    expect(await test.deps.store.db.selectFrom('activity_events').select('id').execute()).toEqual([])
  })

  it('is one in the name of a colleague, of a file or of a mail of Parley', async () => {
    const test = await createTestApp(await openTestStore())
    const key = { workspaceId: test.workspaceId, name: 'Mailer', createdBy: 'user-1' }
    const { secret } = await createApiKey(test.deps, { ...key, scopes: ['events:write'] })
    const note = { id: 'n1', type: 'note_added', email: 'ida@nordvik.example', properties: { by: 'Ada', text: 'Buy' } }
    for (const source of ['studio', 'import', 'nurture']) {
      const json = { source, events: [note] }
      const response = await test.request('/v1/events', { origin: null, token: secret, json })
      expect([source, response.status, await response.json()]).toMatchObject([
        source,
        422,
        { code: 'invalid_body', errors: [{ pointer: '/source' }] },
      ])
    }
    expect(await test.deps.store.db.selectFrom('activity_events').select('id').execute()).toEqual([])
  })

  it('of a type that only Parley tells is not offered', async () => {
    const test = await createTestApp(await openTestStore())
    const { types } = (await (await test.request('/v1/event-types', { origin: null })).json()) as {
      types: { type: string }[]
    }
    const offered = types.map(({ type }) => type)
    expect(offered).toContain('crm_stage_changed')
    expect(offered).not.toContain('stage_reached')
  })
})

function textOf({ event, change, drop = [], raw }: BadEvent): string {
  if (raw !== undefined) return raw
  if (!change) return JSON.stringify(event)
  const good = { id: 'bad', type: 'email_opened', at: START, email: 'ida@nordvik.example' }
  const entries = Object.entries({ ...good, ...change }).filter(([name]) => !drop.includes(name))
  return JSON.stringify(Object.fromEntries(entries))
}

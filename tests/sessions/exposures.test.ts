import { expect, it } from 'vitest'
import { assign } from '#flows/assign.ts'
import { createTestApp, type TestApp, templateFlow } from '#tests/support/app.ts'
import { appendTo, CONTEXT, newSession, numbered, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const TEASER = templateFlow('pricing').experiments?.[0]
const VISITOR = 'visitor-exposed-1'

describeOnBoth('exposures', openTestStore => {
  it('count once a visitor, from the launcher and from the conversation alike', async () => {
    const test = await createTestApp(await openTestStore())
    const shown = { experiment: 'teaser', version: 1, variant: variantOf(VISITOR) }
    for (let time = 0; time < 2; time += 1) {
      const response = await expose(test, [{ ...shown, at: test.clock.now() }])
      expect(await response.json()).toEqual({ recorded: 1 })
    }
    const session = await startSession(test, {
      visitor: VISITOR,
      context: { ...CONTEXT, variants: { teaser: shown.variant } },
      events: numbered([{ type: 'exposed', ...shown }]),
    })
    await appendTo(test, session, numbered([{ type: 'exposed', ...shown }], 2))
    const rows = await test.deps.store.db.selectFrom('exposures').selectAll().execute()
    expect(rows).toMatchObject([
      { flow_id: 'pricing', unit_id: VISITOR, variant: shown.variant, crossed: 0, session_id: session.session },
    ])
  })

  it('a variant that the visitor was not assigned is not believed', async () => {
    const test = await createTestApp(await openTestStore())
    const other = variantOf(VISITOR) === 'a' ? 'b' : 'a'
    const claims = [
      { experiment: 'teaser', version: 1, variant: other },
      { experiment: 'teaser', version: 2, variant: variantOf(VISITOR) },
      { experiment: 'made_up', version: 1, variant: 'a' },
    ]
    for (const claim of claims) {
      expect(await (await expose(test, [{ ...claim, at: 1 }])).json()).toEqual({ recorded: 0 })
    }
    expect(await test.deps.store.db.selectFrom('exposures').selectAll().execute()).toEqual([])
  })

  it('a visitor seen in another variant before is marked as crossed', async () => {
    const test = await createTestApp(await openTestStore())
    const shown = { experiment: 'teaser', version: 1, variant: variantOf(VISITOR), at: 1 }
    await expose(test, [shown])
    await test.deps.store.db.updateTable('exposures').set({ variant: 'earlier' }).execute()
    await expose(test, [shown])
    const row = await test.deps.store.db.selectFrom('exposures').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ variant: 'earlier', crossed: 1 })
  })

  it('without consent, where it is required, nothing is counted', async () => {
    const test = await createTestApp(await openTestStore())
    await test.deps.store.db.updateTable('sites').set({ consent: 'required' }).execute()
    const shown = { type: 'exposed', experiment: 'teaser', version: 1, variant: variantOf(VISITOR) } as const
    const context = { ...CONTEXT, consent: 'unset' } as const
    await startSession(test, { visitor: VISITOR, context, events: numbered([shown]) })
    expect(await test.deps.store.db.selectFrom('exposures').selectAll().execute()).toEqual([])
  })

  it('an unknown release is refused', async () => {
    const test = await createTestApp(await openTestStore())
    const { site, visitor } = newSession(test)
    const exposures = [{ experiment: 'teaser', version: 1, variant: 'a', at: 1 }]
    const response = await test.request('/v1/exposures', { json: { site, release: 'none', visitor, exposures } })
    expect(response.status).toBe(422)
  })
})

function variantOf(visitor: string): string {
  return (TEASER && assign(TEASER, visitor)) ?? ''
}

function expose({ request, site, release }: TestApp, exposures: readonly object[]): Promise<Response> {
  return request('/v1/exposures', { json: { site: site.key, release: release.id, visitor: VISITOR, exposures } })
}

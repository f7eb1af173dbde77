import { expect, test } from 'vitest'
import type { CheckResult, FlowDetail, SavedDraft } from '#server/http/api-type.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { setUpStudio } from './setup.ts'

describeOnBoth('rules that contradict', openTestStore => {
  test('are told of at their place in the points, and stop nothing', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('marketer')
    const made = await client.post('/flows', { template: 'pricing', name: 'Pricing' })
    const { id, version, flow, model, routing, placement } = (await made.json()) as FlowDetail
    const again = {
      id: 'staff',
      kind: 'options',
      fact: 'size',
      label: 'Staff',
      points: { s1_10: 5, s50_500: -5 },
    } as const
    const fit = [...model.fit, again]

    const saved = await client.put(`/flows/${id}/draft`, {
      version,
      flow,
      model: { ...model, fit },
      routing,
      placement,
    })
    const draft = (await saved.json()) as SavedDraft
    const checked = (await (await client.post(`/flows/${id}/check`)).json()) as CheckResult

    expect(checked.publishable).toBe(true)
    expect(checked.checks).toContainEqual({
      part: 'model',
      severity: 'warning',
      code: 'contradiction',
      pointer: `/fit/${model.fit.length}`,
      message: expect.stringContaining('“Staff” and “Company size” contradict each other for “'),
    })
    expect(draft.checks).toEqual(checked.checks)
    expect((await client.post(`/flows/${id}/publish`, { version: draft.version, note: '' })).status).toBe(200)
  })
})

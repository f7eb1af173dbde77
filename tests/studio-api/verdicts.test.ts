import { expect, test } from 'vitest'
import type { LeadDetail, LeadRow } from '#server/http/api-type.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { addLead, publishFlow } from './leads.ts'
import { codeOf, setUpStudio } from './setup.ts'

describeOnBoth('a verdict', openTestStore => {
  test('accepting makes a lead SAL, rejecting puts it on hold or out; undoing goes back step by step', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('sales')
    await publishFlow(studio.deps, studio.workspaceId)
    const id = await addLead(studio.deps, { workspace_id: studio.workspaceId })
    const decide = async (verb: string, body: object = {}) =>
      (await (await client.post(`/leads/${id}/${verb}`, body)).json()) as LeadRow
    const card = async () => (await (await client.get(`/leads/${id}`)).json()) as LeadDetail

    expect(await decide('accept')).toMatchObject({ stage: 'sal', waiting: false })
    const held = await decide('reject', { reason: 'budget_later', note: 'Budget next year', hold: true })
    expect(held).toMatchObject({ stage: 'hold', waiting: false })
    expect((await card()).verdict).toMatchObject({
      verdict: 'rejected',
      reason: 'budget_later',
      note: 'Budget next year',
      by: 'The sales',
    })
    expect(await decide('undo')).toMatchObject({ stage: 'sal', waiting: false })
    expect((await card()).verdict).toMatchObject({ verdict: 'accepted' })
    expect(await decide('undo')).toMatchObject({ stage: 'mql', waiting: true })
    expect(await decide('reject', { reason: 'not_a_fit' })).toMatchObject({ stage: 'disqualified' })
    const history = (await card()).history.map(({ type }) => type)
    expect(history.filter(type => type !== 'stage_changed')).toEqual([
      'accepted',
      'rejected',
      'undone',
      'undone',
      'rejected',
    ])
    expect(history.filter(type => type === 'stage_changed')).toHaveLength(5)
  })

  test('the same twice, one on a disqualified lead, and an undo of nothing are conflicts', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('sales')
    const workspace_id = studio.workspaceId
    const lead = await addLead(studio.deps, { workspace_id })
    const student = await addLead(studio.deps, { workspace_id, stage: 'disqualified', temperature: 'disqualified' })
    await client.post(`/leads/${lead}/accept`)

    for (const refused of [
      await client.post(`/leads/${lead}/accept`),
      await client.post(`/leads/${student}/accept`),
      await client.post(`/leads/${student}/undo`),
    ]) {
      expect([refused.status, await codeOf(refused)]).toEqual([409, 'conflict'])
    }
  })

  test('of two people who accept at once one does', async () => {
    const studio = await setUpStudio(await openTestStore())
    const [first, second] = [await studio.member('sales'), await studio.member('owner')]
    const id = await addLead(studio.deps, { workspace_id: studio.workspaceId })

    const answers = await Promise.all([first.post(`/leads/${id}/accept`), second.post(`/leads/${id}/accept`)])

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('a made-up reason and a stage in the body are refused', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('sales')
    const id = await addLead(studio.deps, { workspace_id: studio.workspaceId })

    for (const [verb, body] of [
      ['reject', { reason: 'because' }],
      ['reject', {}],
      ['accept', { stage: 'sql' }],
      ['accept', { role: 'owner' }],
    ] as const) {
      const refused = await client.post(`/leads/${id}/${verb}`, body)
      expect([refused.status, await codeOf(refused)]).toEqual([422, 'invalid_body'])
    }
  })
})

import { expect, it } from 'vitest'
import type { LeadRow, Me, OwnerChoice, OwnersAnswer } from '#server/http/api-type.ts'
import { addLead, publishFlow } from '#tests/studio-api/leads.ts'
import { codeOf, setUpStudio } from '#tests/studio-api/setup.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('the owner of a lead in the studio', openTestStore => {
  it('is chosen among the people of the live routing, and taken back', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { deps, workspaceId } = studio
    await publishFlow(deps, workspaceId)
    const lead = await addLead(deps, { workspace_id: workspaceId })
    const client = await studio.member('sales')
    const path = `/leads/${lead}/owner`
    const choice = (await (await client.get(path)).json()) as OwnerChoice
    expect(choice).toEqual({ people: [{ id: 'owner', name: 'Ada Holm', title: null }], undoable: false })

    const given = await client.put(path, { person: 'owner', reason: 'Knows them' })
    expect((await given.json()) as LeadRow).toMatchObject({ owner: { id: 'owner', name: 'Ada Holm' } })
    expect(await (await client.get(path)).json()).toMatchObject({ undoable: true })
    expect((await (await client.get('/owners')).json()) as OwnersAnswer).toEqual({
      owners: [{ id: 'owner', name: 'Ada Holm', email: 'ada@tallybarn.example', open: 1, takesLeads: true }],
    })

    expect((await (await client.delete(path)).json()) as LeadRow).toMatchObject({ owner: null })
    const again = await client.delete(path)
    expect([again.status, await codeOf(again)]).toEqual([409, 'conflict'])
  })

  it('hands on their own leads, and nobody else’s, as a salesperson', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { deps, workspaceId } = studio
    await publishFlow(deps, workspaceId)
    const client = await studio.member('sales')
    const { user } = (await (await client.get('/me')).json()) as Me
    const owned = { workspace_id: workspaceId, consent_json: '{}' }
    await addLead(deps, { ...owned, owner_id: 'me', owner_name: user.name, owner_email: user.email.toUpperCase() })
    await addLead(deps, { ...owned, owner_id: 'eve', owner_name: 'Eve', owner_email: 'eve@tallybarn.example' })

    const foreign = await client.post('/owners/eve/hand-over', {})
    expect([foreign.status, await codeOf(foreign)]).toEqual([403, 'forbidden'])
    expect(await (await client.post('/owners/me/hand-over', {})).json()).toEqual({ leads: 1 })
  })

  it('is nobody whom the routing does not know', async () => {
    const studio = await setUpStudio(await openTestStore())
    await publishFlow(studio.deps, studio.workspaceId)
    const lead = await addLead(studio.deps, { workspace_id: studio.workspaceId })
    const client = await studio.member('owner')
    const refused = await client.put(`/leads/${lead}/owner`, { person: 'eve' })
    expect([refused.status, await codeOf(refused)]).toEqual([422, 'invalid_body'])
    expect((await client.post('/owners/eve/hand-over', {})).status).toBe(404)
    expect((await client.post('/owners/owner/hand-over', { to: 'eve' })).status).toBe(422)
    expect(await (await client.post('/owners/owner/hand-over', {})).json()).toEqual({ leads: 0 })
  })
})

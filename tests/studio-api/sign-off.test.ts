import { expect, test } from 'vitest'
import type { Problem } from '#flows/api.ts'
import type { ModelsOverview } from '#server/http/api-type.ts'
import { canBeSigned } from '#server/models/sign-off.ts'
import { changeModel, withMql } from '#tests/models/model-changes.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { publishFlow } from './leads.ts'
import { type Client, setUpStudio } from './setup.ts'

async function overviewOf(client: Client): Promise<ModelsOverview> {
  return (await (await client.get('/flows/pricing/models')).json()) as ModelsOverview
}

describeOnBoth('sign-off in a workspace of one', openTestStore => {
  test('says to invite somebody, and can be switched off, so that nobody is locked out', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { flowId } = await publishFlow(studio.deps, studio.workspaceId)
    const owner = await studio.member('owner')
    await owner.put('/model-settings', { signOff: true, reviewDays: 30 })
    const version = await changeModel({ ...studio, flowId }, withMql(50))
    expect((await overviewOf(owner)).draft.signable).toBe(false)

    const refused = (await (await owner.post('/flows/pricing/publish', { version })).json()) as Problem
    expect(refused.code).toBe('sign_off_missing')
    expect(refused.detail).toMatch(/Invite somebody/)

    await studio.member('sales')
    expect((await overviewOf(owner)).draft.signable).toBe(true)
    await owner.put('/model-settings', { signOff: false, reviewDays: 30 })
    expect((await owner.post('/flows/pricing/publish', { version })).status).toBe(200)
  })
})

test('two sides need two people who may', () => {
  const [ann, bob, eve] = (['owner', 'owner', 'viewer'] as const).map((role, index) => ({ userId: `u${index}`, role }))
  if (!ann || !bob || !eve) throw new Error('Three people were made.')
  const by = (side: 'marketing' | 'sales', userId: string) => [{ side, userId }]

  expect(canBeSigned([ann], [])).toBe(false)
  expect(canBeSigned([ann, eve], [])).toBe(false)
  expect(canBeSigned([ann, bob], [])).toBe(true)
  expect(canBeSigned([{ userId: 'm', role: 'marketer' }], [])).toBe(false)
  expect(canBeSigned([ann], by('marketing', ann.userId))).toBe(false)
  expect(canBeSigned([ann], by('marketing', 'somebody who left'))).toBe(true)
})

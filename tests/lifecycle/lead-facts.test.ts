import { expect, it, test } from 'vitest'
import { templates } from '#flows/templates/index.ts'
import { loadLeadFacts, loadToldFacts, overlayFacts, saveLeadFacts } from '#server/leads/lead-facts.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const WHO = { workspaceId: 'w', leadId: 'l', actor: 'someone' }

describeOnBoth('facts from elsewhere', openTestStore => {
  it('are believed by source, whatever their order and age', async () => {
    const { db } = await openTestStore()
    await saveLeadFacts(db, { ...WHO, source: 'sales', at: 1, facts: { 'company.staff': 80 } })
    await saveLeadFacts(db, {
      ...WHO,
      source: 'enrichment',
      at: 9,
      facts: { 'company.staff': 500, 'company.country': 'NO' },
    })
    await saveLeadFacts(db, { ...WHO, source: 'crm', at: 5, facts: { 'company.staff': 90, 'crm.stage': 'Proposal' } })
    expect(await loadLeadFacts(db, 'w', 'l')).toEqual({
      'company.staff': 80,
      'company.country': 'NO',
      'crm.stage': 'Proposal',
    })
    expect((await loadToldFacts(db, 'w', 'l')).map(({ source }) => source)).toEqual([
      'sales',
      'crm',
      'crm',
      'enrichment',
      'enrichment',
    ])
    expect(await loadLeadFacts(db, 'w', 'another')).toEqual({})
  })

  it('of one source are replaced by newer ones only, and taken back by null', async () => {
    const { db } = await openTestStore()
    const say = (at: number, value: number | null) =>
      saveLeadFacts(db, { ...WHO, source: 'crm', at, facts: { 'company.staff': value } })
    await say(5, 50)
    await say(3, 30)
    expect(await loadLeadFacts(db, 'w', 'l')).toEqual({ 'company.staff': 50 })
    await say(4, null)
    expect(await loadLeadFacts(db, 'w', 'l')).toEqual({ 'company.staff': 50 })
    await say(6, 60)
    await say(7, null)
    expect(await loadLeadFacts(db, 'w', 'l')).toEqual({})
  })
})

test('a fact that names a question takes along all its answer stood for; a value the question would not take is passed over', () => {
  const flow = templates.find(({ id }) => id === 'pricing')?.flow
  if (!flow) throw new Error('There is no pricing template.')
  const answered = { size: 's1_10', 'size.min': 1, 'size.max': 10, role: 'head', 'role.level': 'head' }
  expect(overlayFacts(flow, answered, { size: 's1001', role: 'emperor', 'company.country': 'NO' })).toEqual({
    size: 's1001',
    'size.min': 1001,
    'size.max': undefined,
    role: 'head',
    'role.level': 'head',
    'company.country': 'NO',
  })
})

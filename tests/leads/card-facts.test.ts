import { expect, it, test } from 'vitest'
import { cardFacts } from '#server/leads/card-facts.ts'
import { knownFacts } from '#server/leads/known-facts.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { saveLeadFacts, type ToldFact } from '#server/leads/lead-facts.ts'
import { createTestApp, templateFlow } from '#tests/support/app.ts'
import { answered, CONTEXT, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const none = { answered: {}, told: [], given: {}, names: new Map<string, string>() }
const flow = templateFlow('pricing')

test('what the visitor answered about size and role stands in the facts', () => {
  const known = cardFacts({ ...none, flow, answered: { role: 'executive', size: 's50_500' } })
  expect(known.map(({ fact, words, told }) => [fact, words, told.source])).toEqual([
    ['title', 'Owner, C-level or VP', 'visitor'],
    ['company.staff', '50–500', 'visitor'],
  ])
})

test('a lookup does not overrule the visitor, sales does, and what was overruled stays visible', () => {
  const enrichment = told('company.staff', 12, 'enrichment')
  const [found] = cardFacts({ ...none, flow, answered: { size: 's50_500' }, told: [enrichment] })
  expect([found?.words, found?.overruled.map(({ words }) => words)]).toEqual(['50–500', ['12']])
  const names = new Map([['u1', 'Mara Lind']])
  const sales = { ...told('company.staff', 1200, 'sales'), actor: 'u1' }
  const [corrected] = cardFacts({ ...none, flow, answered: { size: 's50_500' }, told: [sales, enrichment], names })
  expect(corrected).toMatchObject({ words: '1,200', told: { source: 'sales', by: 'Mara Lind', at: 5 } })
  expect(corrected?.overruled.map(({ source, words }) => [source, words])).toEqual([
    ['visitor', '50–500'],
    ['enrichment', '12'],
  ])
})

test('the card looks at the questions the score looks at: several industries at once are no company’s', () => {
  const options = [{ id: 'saas', label: 'Software' }]
  const words = (kind: 'choice' | 'multi_choice', answer: string | string[]) => {
    const fields = { ...flow.fields, industry: { kind, options } }
    const answered = { industry: answer }
    const scored = knownFacts({ fields }, answered, [])['company.industry']
    const [shown] = cardFacts({ ...none, flow: { ...flow, fields }, answered })
    return [scored, shown?.words]
  }
  expect(words('choice', 'saas')).toEqual(['technology', 'Software'])
  expect(words('multi_choice', ['saas'])).toEqual([undefined, undefined])
})

test('a country is named, yes and no are words, a list is one line', () => {
  const known = cardFacts({
    ...none,
    flow,
    told: [
      told('company.country', 'GB', 'crm'),
      told('company.technologies', ['shopify', 'hubspot'], 'enrichment'),
      told('crm.contacted', true, 'crm'),
    ],
  })
  expect(known.map(({ words }) => words)).toEqual(['United Kingdom', 'shopify, hubspot', 'Yes'])
})

describeOnBoth('facts on a lead card', openTestStore => {
  it('name the company that was found where only the domain stood, and the campaign', async () => {
    const test = await createTestApp(await openTestStore())
    const { deps, workspaceId } = test
    const utm = { source: 'google', medium: 'cpc', campaign: 'autumn', gclid: 'x1' }
    await startSession(test, { events: answered(HOT_ANSWERS), context: { ...CONTEXT, utm } })
    const { id } = await deps.store.db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
    const facts = { 'company.name': 'Nordvik Cold AS', 'company.country': 'NO' }
    const from = { workspaceId, leadId: id, source: 'enrichment', actor: 'system', at: test.clock.now() } as const
    await deps.store.write(trx => saveLeadFacts(trx, { ...from, facts }))

    const card = await loadLeadCard(deps.store.db, workspaceId, id, test.clock.now())

    expect(card?.company.name).toBe('Nordvik Cold AS')
    expect(card?.campaign).toEqual({ source: 'google', medium: 'cpc', campaign: 'autumn' })
    expect(card?.facts.find(({ fact }) => fact === 'company.country')).toMatchObject({
      words: 'Norway',
      told: { source: 'enrichment', by: null },
    })
  })
})

function told(fact: string, value: ToldFact['value'], source: ToldFact['source']): ToldFact {
  return { fact, value, source, actor: 'system', at: 5 }
}

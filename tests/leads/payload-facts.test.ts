import { expect, test } from 'vitest'
import type { Fact } from '#flows/condition.ts'
import { payloadFacts } from '#server/leads/payload-facts.ts'

test('destinations get codes where the CRM told words, and words where nothing can be made of them', () => {
  const told = { 'company.country': 'Germany', 'company.industry': 'Computer Software' }
  expect(detailsOf({ ...told, 'company.technologies': 'Salesforce, HubSpot' })).toMatchObject({
    country: 'DE',
    industry: 'technology',
    technologies: ['salesforce', 'hubspot'],
  })
  expect(detailsOf({ 'company.country': 'Elbonia', 'company.technologies': ['Stripe'] })).toMatchObject({
    country: 'Elbonia',
    industry: null,
    technologies: ['stripe'],
  })
  expect(detailsOf({})).toMatchObject({ country: null, technologies: [] })
})

function detailsOf(facts: Readonly<Record<string, Fact>>) {
  const by = { source: 'crm', actor: 'key', at: 1 } as const
  const told = Object.entries(facts).map(([fact, value]) => ({ ...by, fact, value }))
  return payloadFacts(told, {}).companyDetails
}

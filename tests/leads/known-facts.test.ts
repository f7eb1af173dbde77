import { describe, expect, it } from 'vitest'
import type { Flow } from '#flows/flow.ts'
import { knownFacts } from '#server/leads/known-facts.ts'
import type { FactSource, ToldFact } from '#server/leads/lead-facts.ts'

const fields: Flow['fields'] = {
  role: {
    kind: 'role',
    options: [
      { id: 'boss', label: 'Boss', level: 'executive' },
      { id: 'lead', label: 'Team lead', level: 'manager' },
    ],
  },
  size: {
    kind: 'size',
    options: [
      { id: 'small', label: '1–49', min: 1, max: 49 },
      { id: 'big', label: '50 and more', min: 50 },
    ],
  },
  phone: { kind: 'phone' },
}
const industry: Flow['fields'][string] = {
  kind: 'choice',
  options: [
    { id: 'saas', label: 'Software' },
    { id: 'boats', label: 'Boats' },
  ],
}

function told(source: FactSource, facts: Record<string, ToldFact['value']>): ToldFact[] {
  return Object.entries(facts).map(([fact, value]) => ({ fact, value, source, actor: 'x', at: 1 }))
}

describe('what is known of a lead', () => {
  it('a title from the CRM answers the question for the role, over what the visitor said', () => {
    const known = knownFacts({ fields }, { role: 'lead', 'role.level': 'manager' }, told('crm', { title: 'VP Sales' }))
    expect(known).toMatchObject({ title: 'VP Sales', role: 'boss', 'role.level': 'executive' })
  })

  it('what a look-up or a file says gives way to what the visitor said, and fills what they did not say', () => {
    const answered = { size: 'small', 'size.min': 1, 'size.max': 49 }
    const looked = told('enrichment', { 'company.staff': 700 })
    expect(knownFacts({ fields }, answered, looked)).toMatchObject(answered)
    expect(knownFacts({ fields }, {}, looked)).toMatchObject({
      'company.staff': 700,
      size: 'big',
      'size.min': 700,
      'size.max': 700,
    })
  })

  it('a title that means no level of the question leaves the answer alone', () => {
    const answered = { role: 'lead', 'role.level': 'manager' }
    expect(knownFacts({ fields }, answered, told('crm', { title: 'Gardener' }))).toMatchObject(answered)
  })

  it('the country is that of the visit, else of the phone, else of the company, and says which', () => {
    const company = told('enrichment', { 'company.country': 'United Kingdom' })
    const place = (answered: Record<string, string>, others: ToldFact[] = company) => {
      const { country, 'country.from': from } = knownFacts({ fields }, answered, others)
      return [country, from]
    }
    expect(place({ 'visit.country': 'DE', phone: '+33123456789' })).toEqual(['DE', 'visit'])
    expect(place({ phone: '+33123456789' })).toEqual(['FR', 'phone'])
    expect(place({})).toEqual(['GB', 'company'])
    expect(place({}, [])).toEqual([undefined, undefined])
  })

  it('a flow that asks for the country knows it of those who did not answer, too', () => {
    const asking = { fields: { ...fields, country: { kind: 'text', about: 'other' } } } as const
    const place = (answered: Record<string, string>) => {
      const { country, 'country.from': from } = knownFacts(asking, answered, [])
      return [country, from]
    }
    expect(place({ 'visit.country': 'DE' })).toEqual(['DE', 'visit'])
    expect(place({ phone: '+33123456789' })).toEqual(['FR', 'phone'])
    expect(place({ country: 'Portugal', 'visit.country': 'DE' })).toEqual(['PT', undefined])
  })

  it('answers about the industry and the country are facts of the company, whatever the options are called', () => {
    const asked = { industry, country: { kind: 'text', about: 'other' } } as const
    expect(knownFacts({ fields: asked }, { industry: 'saas', country: 'Deutschland' }, [])).toMatchObject({
      industry: 'saas',
      'company.industry': 'technology',
      'company.country': 'DE',
    })
    expect(knownFacts({ fields: asked }, { industry: 'boats' }, [])).toMatchObject({ 'company.industry': 'boats' })
  })

  it('what was stored as it was written is compared as everything else', () => {
    const known = knownFacts(
      { fields },
      {},
      told('import', {
        'company.country': 'United States',
        'company.industry': 'Fishing Gear',
        'company.technologies': ['HubSpot'],
      }),
    )
    expect(known).toMatchObject({
      'company.country': 'US',
      'company.industry': 'fishing gear',
      'company.technologies': ['hubspot'],
    })
  })
})

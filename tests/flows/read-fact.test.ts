import { describe, expect, it } from 'vitest'
import { comparableFact, isUnderstood, readFact } from '#flows/read-fact.ts'

describe('facts that many write in many ways', () => {
  it('are stored in one way where they are known, and as they were said where not', () => {
    expect(readFact('company.country', ' United  States ')).toBe('US')
    expect(readFact('company.industry', 'Computer Software')).toBe('technology')
    expect(readFact('company.industry', '  Fishing  gear ')).toBe('Fishing gear')
    expect(readFact('company.technologies', 'HubSpot; Salesforce, hubspot')).toEqual(['hubspot', 'salesforce'])
    expect(readFact('company.name', ' Acme ')).toBe(' Acme ')
    expect(readFact('company.staff', 20)).toBe(20)
  })

  it('are compared without case where they are not known', () => {
    expect(comparableFact('company.industry', 'Fishing Gear')).toBe('fishing gear')
    expect(comparableFact('company.country', 'uk')).toBe('GB')
    expect(isUnderstood('company.industry', 'Fishing gear')).toBe(false)
    expect(isUnderstood('company.name', 'Acme')).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { INDUSTRIES, industryName, readIndustry } from '#flows/industries.ts'
import cases from './cases/industries.json' with { type: 'json' }

describe('an industry is read however it is called', () => {
  it.each(cases)('%j is %j', (text, id) => {
    expect(readIndustry(text ?? '')).toBe(id)
  })

  it('slugs and names lead back to their industry, and an unknown one keeps its text', () => {
    for (const { id, label } of INDUSTRIES) expect([readIndustry(id), readIndustry(label)]).toEqual([id, id])
    expect(industryName('technology')).toBe('Technology and software')
    expect(industryName('Fishing gear')).toBe('Fishing gear')
  })
})

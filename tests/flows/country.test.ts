import { describe, expect, it } from 'vitest'
import { COUNTRY_CODES, countryName, countryOptions, readCountry } from '#flows/country.ts'
import cases from './cases/countries.json' with { type: 'json' }

describe('a country is read however it is written', () => {
  it.each(cases)('%j is %j', (text, code) => {
    expect(readCountry(text ?? '')).toBe(code)
  })

  it.each(['en', 'de', 'es', 'fr', 'pt', 'ro', 'ru', 'sv', 'ar'])(
    'every name in %s leads back to its country',
    locale => {
      const lost = COUNTRY_CODES.filter(code => readCountry(countryName(code, locale)) !== code)
      expect(lost).toEqual([])
    },
  )

  it('a code that is none is its own name, and no name is missing from the list', () => {
    expect(countryName('QQ')).toBe('QQ')
    expect(countryName('DE', 'de')).toBe('Deutschland')
    expect(countryOptions()).toHaveLength(COUNTRY_CODES.length)
    expect(countryOptions()[0]).toEqual({ id: 'AF', label: 'Afghanistan' })
  })
})

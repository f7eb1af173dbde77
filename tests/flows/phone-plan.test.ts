import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COUNTRIES, type Country, countryOf, toInternational } from '#flows/phone-plan.ts'

test.each([
  ['SE', '070 123 45 67', '+46701234567'],
  ['DE', '030/1234567', '+49301234567'],
  ['GB', '020 7946 0958', '+442079460958'],
  ['IT', '06 1234 5678', '+390612345678'],
  ['RU', '8 916 123-45-67', '+79161234567'],
  ['US', '(212) 555-0123', '+12125550123'],
  ['US', '1 212 555 0123', '+12125550123'],
  ['JM', '876 555 0123', '+18765550123'],
  ['HU', '06 20 123 4567', '+36201234567'],
  ['BR', '11 91234-5678', '+5511912345678'],
  ['SA', '٠٥٠١٢٣٤٥٦٧', '+966501234567'],
  ['SE', '+49 30 1234567', '+49301234567'],
  ['SE', '0049 30 1234567', '+49301234567'],
])('in %s “%s” is %s', (id, typed, number) => {
  expect(toInternational(typed, countryCalled(id))).toBe(number)
})

test.each([
  ['SE', '070 12'],
  ['FR', '01 23 45 67'],
  ['US', '555 0123'],
  ['DE', 'call me'],
  ['DE', '+49'],
  ['DE', '+999 123456789'],
  ['PL', '1234567890123'],
])('in %s “%s” cannot ring', (id, typed) => {
  expect(toInternational(typed, countryCalled(id))).toBeUndefined()
})

test('a number with its code is of the country with the longest code it begins with', () => {
  expect(countryOf('+1 876 555 0123')?.id).toBe('JM')
  expect(countryOf('+1 212 555 0123')?.id).toBe('US')
  expect(countryOf('+380441234567')?.id).toBe('UA')
  expect(countryOf('+0')).toBeUndefined()
})

test('every country stands in the plan once, and no number of it is longer than fifteen digits', () => {
  expect(new Set(COUNTRIES.map(({ id }) => id)).size).toBe(COUNTRIES.length)
  expect(COUNTRIES.length).toBeGreaterThan(230)
  for (const { id, code, shortest, longest } of COUNTRIES) {
    expect([id, shortest > 0 && shortest <= longest && code.length + longest <= 15]).toEqual([id, true])
  }
})

test('what comes out is read as itself again', () => {
  const digits = fc.stringMatching(/^[1-9]\d{3,12}$/)
  fc.assert(
    fc.property(fc.constantFrom(...COUNTRIES), digits, (country, typed) => {
      const number = toInternational(typed, country)
      if (number) expect(toInternational(number, country)).toBe(number)
    }),
  )
})

function countryCalled(id: string): Country {
  const country = COUNTRIES.find(one => one.id === id)
  if (!country) throw new Error(`There is no ${id}.`)
  return country
}

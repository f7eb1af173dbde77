import { describe, expect, it } from 'vitest'
import { countryOfPhone } from '#flows/country-of-phone.ts'

describe('the country of a phone number', () => {
  it.each([
    ['+49 30 1234567', 'DE'],
    ['+1 212 555 0100', 'US'],
    ['+1 416 555 0100', 'CA'],
    ['+1 809 555 0100', 'DO'],
    ['+1 829 555 0100', 'DO'],
    ['+44 20 7946 0958', 'GB'],
    ['+7 495 123 45 67', 'RU'],
    ['+7 727 123 45 67', 'KZ'],
    ['+420 212 345 678', 'CZ'],
    ['030 1234567', null],
    ['+4', null],
    ['', null],
  ])('of %j is %j', (number, country) => {
    expect(countryOfPhone(number)).toBe(country)
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskCards } from '#flows/mask-cards.ts'

test.each([
  ['Visa in groups', 'Pay with 4111 1111 1111 1111 please', 'Pay with •••• 1111 please'],
  ['Mastercard with dashes', '5555-5555-5555-4444', '•••• 4444'],
  ['American Express in one', '378282246310005.', '•••• 0005.'],
  ['a card of 19 digits that passes', '4000000000000000006', '•••• 0006'],
  ['a card of 13 digits', '4222222222222', '•••• 2222'],
  ['two cards', '4111111111111111, 5555555555554444', '•••• 1111, •••• 4444'],
])('%s is masked but for its last four digits where the check digit fits', (_what, text, masked) => {
  expect(maskCards(text)).toBe(masked)
})

test.each([
  ['a wrong check digit', '4111 1111 1111 1112'],
  ['a phone number', '+49 151 2345 6789 0124'],
  ['twelve digits', '411111111111'],
  ['twenty digits', '41111111111111111111'],
  ['zeros', '0000 0000 0000 0000'],
  ['words', 'We are 120 people in 3 places since 2015'],
])('%s is left as it is', (_what, text) => {
  expect(maskCards(text)).toBe(text)
})

test('masking is total, and twice is once', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d .+-]{0,60}$/)), text => {
      const masked = maskCards(text)
      expect(maskCards(masked)).toBe(masked)
    }),
  )
})

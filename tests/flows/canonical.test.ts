import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '#flows/canonical.ts'

test('keys are sorted at every depth and lists keep their order', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: { z: null, y: 'ü' } })).toBe(
    '{"a":{"y":"ü","z":null},"b":[{"c":2,"d":1}]}',
  )
})

test('what is undefined is left out', () => {
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}')
})

test('equal data written in another order gives the same text, and the text gives the data back', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), data => {
      const reversed = Object.fromEntries(Object.entries(data).reverse())
      expect(canonicalJson(reversed)).toBe(canonicalJson(data))
      expect(JSON.parse(canonicalJson(data))).toEqual(JSON.parse(JSON.stringify(data)))
    }),
  )
})

test('a key called __proto__ is kept as a key', () => {
  expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1},"b":1}')
})

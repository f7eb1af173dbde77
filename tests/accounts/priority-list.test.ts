import { expect, test } from 'vitest'
import { compilePriorityList, readPattern } from '#server/accounts/priority-list.ts'
import { readPriorityRows } from '#server/accounts/read-priority-rows.ts'

test.each([
  ['acme.example', 'acme.example', true],
  ['acme.example', 'eu.acme.example', false],
  ['*.gov.example', 'tax.gov.example', true],
  ['*.gov.example', 'a.b.gov.example', true],
  ['*.gov.example', 'gov.example', false],
  ['*.gov.example', 'xgov.example', false],
  ['*acme*', 'acme.example', true],
  ['*acme*', 'the-acme-group.example', true],
  ['*acme*', 'amce.example', false],
  ['a*b*c.example', 'axxbxxc.example', true],
  ['a*b*c.example', 'axxcxxb.example', false],
  ['ab*ba.example', 'aba.example', false],
])('the line %s and the domain %s: %s', (pattern, domain, expected) => {
  const list = compilePriorityList([{ pattern, listed: true }])
  expect(list.match(domain)).toBe(expected ? pattern : null)
})

test('a domain written out beats any pattern', () => {
  const list = compilePriorityList([
    { pattern: '*.gov.example', listed: true },
    { pattern: 'spam.gov.example', listed: false },
  ])
  expect([list.match('tax.gov.example'), list.match('spam.gov.example')]).toEqual(['*.gov.example', null])
})

test('a pattern made to take for ever comes to an end', () => {
  const list = compilePriorityList([{ pattern: `${'*a'.repeat(100)}*b`, listed: true }])
  expect(list.match('a'.repeat(250))).toBe(null)
})

test.each([
  ['Acme.Example', 'acme.example'],
  ['https://www.acme.example/pricing?x=1', 'acme.example'],
  ['ida@acme.example', 'acme.example'],
  ['  *.GOV.example ', '*.gov.example'],
  ['**acme**', '*acme*'],
  ['bücher.example', 'bücher.example'],
  ['*', null],
  ['*.*', null],
  ['acme', null],
  ['two words.example', null],
  ['=cmd()', null],
  ['', null],
  [`${'a'.repeat(64)}.example`, null],
])('what is typed as %s is read as %s', (typed, pattern) => {
  expect(readPattern(typed)).toBe(pattern)
})

test('a file without a head, or with its columns in another order, is read', () => {
  expect(readPriorityRows('acme.example\nbolt.example,Bolt')).toMatchObject([
    { row: 1, domain: 'acme.example', name: null },
    { row: 2, domain: 'bolt.example', name: 'Bolt' },
  ])
  expect(readPriorityRows('Company\tWebsite\nBolt\tbolt.example')).toMatchObject([
    { row: 2, domain: 'bolt.example', name: 'Bolt' },
  ])
  expect(readPriorityRows('')).toEqual([])
})

import { expect, it } from 'vitest'
import { toCsv } from '#studio/ui/csv.ts'

it('numbers stand bare, ids in quotes, nothing as an empty cell', () => {
  expect(
    toCsv([
      ['day', 'n', 'rate'],
      ['2026-11-22', 12, null],
    ]),
  ).toBe('"day","n","rate"\r\n"2026-11-22",12,""\r\n')
})

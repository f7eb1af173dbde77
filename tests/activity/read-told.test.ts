import { expect, test } from 'vitest'
import { readTold } from '#server/activity/read-told.ts'
import { readFactCell } from '#server/imports/read-fact-cell.ts'

test.each([
  ['company.domain', 'https://www.Rival.example/', 'rival.example'],
  ['company.domain', 'rival.example', 'rival.example'],
  ['company.technologies', 'Shopify; Magento', ['Shopify', 'Magento']],
  ['crm.contacted', 'да', true],
  ['crm.lost', 'Opted out', false],
  ['company.staff', '1.200', 1200],
])('%s told as “%s” is read alike from an event and a file', (fact, said, value) => {
  expect(readTold(fact, said)).toEqual({ value })
  expect(readFactCell(fact, said, 'dmy')).toEqual({ fact: value })
})

test.each([
  ['company.domain', 'Rival Incorporated', 'bad_domain'],
  ['company.domain', '*.example', 'bad_domain'],
  ['company.staff', '-4', 'bad_number'],
])('%s told as “%s” is left out, and why', (fact, said, code) => {
  expect(readTold(fact, said)).toMatchObject({ value: null, code, warning: expect.stringContaining('left out') })
  expect(readFactCell(fact, said, 'dmy')).toMatchObject({ code })
})

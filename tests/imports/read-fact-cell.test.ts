import { expect, test } from 'vitest'
import { readFactCell } from '#server/imports/read-fact-cell.ts'

test.each([
  ['company.staff', '1,200', 1200],
  ['company.technologies', 'Shopify; Magento', ['Shopify', 'Magento']],
  ['company.industry', 'Software', 'Software'],
  ['crm.contacted', 'Yes', true],
  ['crm.lost', 'nein', false],
  ['crm.since', '31.12.2024', Date.UTC(2024, 11, 31)],
])('the cell of %s, “%s”, is read as what rules compare', (name, text, fact) => {
  expect(readFactCell(name, text, 'dmy')).toEqual({ fact })
})

test.each([
  ['company.staff', 'many', 'bad_number'],
  ['crm.lost', 'perhaps', 'bad_yes_no'],
  ['crm.since', 'long ago', 'bad_date'],
])('the cell of %s, “%s”, says nothing, and why', (name, text, code) => {
  expect(readFactCell(name, text, 'dmy')).toMatchObject({ code })
})

import { expect, it } from 'vitest'
import { connectors } from '#server/delivery/connectors/index.ts'
import { fieldsOf, startOf } from '#studio/settings/destinations/settings-form.ts'

const formOf = (id: string) => fieldsOf(connectors.find(connector => connector.id === id)?.settingsSchema ?? {})

it('the form of a webhook asks for its address', () => {
  expect(formOf('webhook')).toMatchObject([
    { name: 'url', label: 'Address', required: true, control: { kind: 'text' } },
  ])
})

it('the form of an e-mail alert has a list and a choice with its default', () => {
  const fields = formOf('email')
  expect(fields).toMatchObject([
    { name: 'to', control: { kind: 'lines' }, required: true },
    { name: 'leads', control: { kind: 'choice', options: ['hot', 'qualified', 'every'] }, required: false },
  ])
  expect(startOf(fields)).toEqual({ leads: 'qualified' })
})

it('every connector has a form with words for each setting', () => {
  for (const { id } of connectors) {
    for (const { label, hint } of formOf(id))
      expect([id, label, hint]).toEqual([id, expect.any(String), expect.any(String)])
  }
})

it('a schema without properties has an empty form', () => {
  expect(fieldsOf({})).toEqual([])
})

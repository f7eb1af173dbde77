import { fireEvent, type within } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { showFlow } from './support/preview.ts'

type See = ReturnType<typeof within>

const type = (see: See, label: string | RegExp, value: string) =>
  fireEvent.input(see.getByLabelText(label), { target: { value } })
const tap = (see: See, label: string | RegExp) => fireEvent.click(see.getByLabelText(label))
const send = (see: See) => fireEvent.click(see.getByRole('button', { name: 'Send' }))

async function fillIn(see: See) {
  type(see, 'Your name', 'Ann Keller')
  type(see, 'Work e-mail', 'ann@pellgate.example')
  type(see, 'Company', 'Pellgate')
  for (const option of ['50–500', 'Head of a department', 'Spreadsheets', 'This quarter']) tap(see, option)
  fireEvent.click(see.getByRole('checkbox'))
}

test('the one-page form asks everything up to the first decision at once, without taking the focus', async () => {
  const { see, inside } = await showFlow('demo', { shape: 'page' })
  for (const label of ['Your name', 'Work e-mail', 'Company']) expect(see.getByLabelText(label)).toBeTruthy()
  for (const asked of ['Your role', 'When should it be live?', /^What must we show/]) {
    expect(see.getByText(asked)).toBeTruthy()
  }
  expect(inside.querySelectorAll('form')).toHaveLength(1)
  expect(document.activeElement).toBe(document.body)
})

test('questions come and go on the one page with what is answered', async () => {
  const { see } = await showFlow('demo', { shape: 'page' })
  tap(see, 'Student or researcher')
  await eventually('the question to go', () => see.queryByText('What should counting fix?') === null || undefined)
  tap(see, 'Head of a department')
  await see.findByText('What should counting fix?')
})

test('what depends on answers is said on the one page once they are there', async () => {
  const { see } = await showFlow('pricing', { shape: 'page' })
  expect(see.queryByText(/^(Team|Starter|Enterprise) fits/)).toBeNull()
  for (const option of ['Spreadsheets', '1,001 or more', 'Head of a department', 'This quarter']) tap(see, option)
  expect(see.queryByText(/fits/)).toBeNull()
  tap(see, '$24k or more')
  await see.findByText(/^Enterprise fits/)
})

test('a summary leads to every answer that is wrong', async () => {
  const { see, inside } = await showFlow('demo', { shape: 'page' })
  await fillIn(see)
  type(see, 'Work e-mail', 'ann at pellgate')
  type(see, 'Company', '')
  send(see)
  await see.findByText('Please check these answers')
  const summary = inside.querySelector<HTMLElement>('.summary')
  expect([...(summary?.querySelectorAll('button') ?? [])].map(button => button.textContent)).toEqual([
    'Work e-mail',
    'Company',
  ])
  await eventually('the focus on the summary', () => isActive(summary) || undefined)
  fireEvent.click(see.getByRole('button', { name: 'Company' }))
  expect(isActive(see.getByLabelText('Company'))).toBe(true)
  type(see, 'Company', 'Pellgate')
  await eventually('one left', () => summary?.querySelectorAll('button').length === 1 || undefined)
})

test('the outcome stands where the one-page form stood', async () => {
  const { see, inside } = await showFlow('demo', { shape: 'page', decide: { outcome: 'nurture' } })
  await fillIn(see)
  send(see)
  await see.findByRole('link', { name: /^Open the calculator/ })
  expect(see.getByText(/writes to ann@pellgate.example/)).toBeTruthy()
  expect(inside.querySelector('form')).toBeNull()
  expect(isActive(inside.querySelector('h2'))).toBe(true)
})

function isActive(element: Element | null | undefined): boolean {
  const tree = element?.getRootNode()
  return tree instanceof ShadowRoot && tree.activeElement === element
}

test('answers that do not go together are asked about once on the one page, and count when it is sent again', async () => {
  const { see, inside } = await showFlow('pricing', { shape: 'page', decide: { outcome: 'nurture' } })
  for (const option of ['Spreadsheets', '1–10', 'Head of a department', 'This quarter', '$24k or more'])
    tap(see, option)
  type(see, 'First, your name?', 'Ann Keller')
  type(see, /^Your work e-mail/, 'ann@pellgate.example')
  fireEvent.click(see.getByRole('checkbox'))
  const form = inside.querySelector('form.steps') as HTMLFormElement // it is one page
  fireEvent.submit(form)
  const doubt = await see.findByText('A small team and our largest budget: are both right?')
  await eventually('the focus on the doubt', () => isActive(doubt) || undefined)
  expect(form.isConnected).toBe(true)
  fireEvent.submit(form)
  await see.findByText(/^Thank you, Ann/)
})

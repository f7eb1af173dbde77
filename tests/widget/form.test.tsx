import { fireEvent, waitFor } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { showFlow } from './support/preview.ts'

type See = Awaited<ReturnType<typeof showFlow>>['see']

function fill(see: See, label: string, value: string) {
  fireEvent.input(see.getByLabelText(label), { target: { value } })
}

function next(see: See, label = 'Continue') {
  const button = see.getByRole('button', { name: label })
  fireEvent.submit(button.closest('form') as HTMLFormElement) // the button stands in one
}

async function fillFirstPage(see: See) {
  fill(see, 'Your name', 'Ann Keller')
  fill(see, 'Work e-mail', 'ann@pellgate.example')
  fill(see, 'Company', 'Pellgate')
  next(see)
  await see.findByText('Your role')
}

test('the questions of a page stand together, labelled, without taking the focus', async () => {
  const { see } = await showFlow('demo', { shape: 'steps' })
  expect(see.getByLabelText('Your name').getAttribute('autocomplete')).toBe('name')
  expect(see.getByLabelText('Work e-mail').getAttribute('autocomplete')).toBe('email')
  expect(see.getByLabelText('Company').getAttribute('autocomplete')).toBe('organization')
  expect(see.queryByText('Your role')).toBeNull()
  expect(document.activeElement).toBe(document.body)
})

test('"Continue" says what is missing, at the field', async () => {
  const { see } = await showFlow('demo', { shape: 'steps' })
  fill(see, 'Your name', 'Ann Keller')
  fill(see, 'Work e-mail', 'ann at pellgate')
  next(see)
  await see.findByText(/^Please check the address/)
  const field = see.getByLabelText('Work e-mail')
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(field.getAttribute('aria-describedby')).toContain('problem')
  expect(see.getByText('Please answer this one.')).toBeTruthy()
})

test('Back shows a page with what was given on it', async () => {
  const { see } = await showFlow('demo', { shape: 'steps' })
  await fillFirstPage(see)
  fireEvent.click(see.getByRole('button', { name: 'Back' }))
  await waitFor(() => expect(see.getByLabelText('Company')).toHaveProperty('value', 'Pellgate'))
  fill(see, 'Company', 'Pellgate Ltd')
  next(see)
  await see.findByText('Your role')
})

test('the form goes on to what the visitor gets', async () => {
  const { see } = await showFlow('demo', { shape: 'steps', decide: { outcome: 'nurture' } })
  await fillFirstPage(see)
  for (const option of ['50–500', 'Head of a department', 'Spreadsheets']) fireEvent.click(see.getByLabelText(option))
  next(see)
  fireEvent.click(await see.findByLabelText('This quarter'))
  fireEvent.click(see.getByRole('checkbox'))
  next(see, 'Send')
  await see.findByRole('link', { name: /^Open the calculator/ })
  expect(see.getByText(/writes to ann@pellgate.example/)).toBeTruthy()
})

test('an answer that ends the questions early is the last page', async () => {
  const { see } = await showFlow('demo', { shape: 'steps' })
  await fillFirstPage(see)
  fireEvent.click(see.getByLabelText('Student or researcher'))
  await waitFor(() => expect(see.queryByText('What should counting fix?')).toBeNull())
})

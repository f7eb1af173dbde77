import { fireEvent } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { showFlow } from './support/preview.ts'

type See = Awaited<ReturnType<typeof showFlow>>['see']

async function tap(see: See, label: string) {
  fireEvent.click(await see.findByRole('button', { name: label }))
}

async function type(see: See, text: string) {
  const field = await see.findByRole('textbox')
  fireEvent.input(field, { target: { value: text } })
  fireEvent.submit(field.closest('form') as HTMLFormElement) // the field stands in one
}

async function tapThrough(see: See) {
  for (const label of ['Spreadsheets', '50–500', 'Head of a department', 'This quarter', '$8k–24k'])
    await tap(see, label)
}

test('the first question stands with its options and a typed field, named by it', async () => {
  const { see, inside } = await showFlow('pricing')
  const question = see.getByRole('heading', { name: 'What should counting fix?' })
  expect(see.getByRole('log').textContent).toContain('Five taps')
  expect(see.getAllByRole('button', { pressed: false })).toHaveLength(6)
  expect(see.getByRole('textbox').getAttribute('aria-labelledby')).toBe(question.id)
  expect(see.getByRole('progressbar', { name: 'Progress' })).toHaveProperty('value', 0)
  expect(inside.getAttribute('lang')).toBe('en')
  expect(document.activeElement).toBe(document.body)
})

test('a tap answers; the answer stays as a line that opens it again', async () => {
  const { see } = await showFlow('pricing')
  await tap(see, 'Spreadsheets')
  await see.findByRole('heading', { name: 'How many people work at your company?' })
  await tap(see, '50–500')
  await see.findByRole('heading', { name: 'What is your role?' })

  fireEvent.click(see.getByRole('button', { name: /^What should counting fix\?\s*Spreadsheets/ }))
  await see.findByRole('heading', { name: 'What should counting fix?' })
  expect(see.getByRole('button', { name: 'Spreadsheets' }).getAttribute('aria-pressed')).toBe('true')
  await tap(see, 'Many sites to count')

  await see.findByRole('heading', { name: 'What is your role?' })
  expect(see.getByRole('button', { name: /^What should counting fix\?\s*Many sites to count/ })).toBeTruthy()
})

test('Back opens the answer before; "Keep my answer" leaves it as it was', async () => {
  const { see } = await showFlow('pricing')
  await tap(see, 'Spreadsheets')
  await see.findByRole('heading', { name: 'How many people work at your company?' })
  await tap(see, 'Back')
  await see.findByRole('heading', { name: 'What should counting fix?' })
  await tap(see, 'Keep my answer')
  await see.findByRole('heading', { name: 'How many people work at your company?' })
})

test('typed words propose an option and count once confirmed', async () => {
  const { see } = await showFlow('pricing')
  await tap(see, 'Spreadsheets')
  await see.findByRole('heading', { name: 'How many people work at your company?' })
  await type(see, 'about 200')
  await see.findByText('Do you mean “50–500”?')
  await tap(see, 'Yes')
  await see.findByRole('heading', { name: 'What is your role?' })
})

test('typed words that fit nothing are sent back kindly', async () => {
  const { see } = await showFlow('pricing')
  await tap(see, 'Spreadsheets')
  await see.findByRole('heading', { name: 'How many people work at your company?' })
  await type(see, 'quite a few')
  await see.findByText('Please pick one of these, or put it another way.')
})

test('contact details come with the notice, autofill, and a word about what is wrong', async () => {
  const { see } = await showFlow('pricing')
  await tapThrough(see)
  await see.findByRole('heading', { name: 'First, your name?' })
  expect(see.getByRole('link', { name: 'Privacy notice' }).getAttribute('href')).toMatch(/^https:/)
  expect(see.getByRole('textbox').getAttribute('autocomplete')).toBe('name')
  await type(see, 'Ann Keller')

  await see.findByRole('heading', { name: 'Your work e-mail, Ann?' })
  const field = see.getByRole('textbox')
  expect([field.getAttribute('autocomplete'), field.getAttribute('inputmode')]).toEqual(['email', 'email'])
  await type(see, 'ann@')
  await see.findByText(/^Please check the address/)
  expect(see.getByRole('textbox').getAttribute('aria-invalid')).toBe('true')
})

test('a private address is asked about once, never refused', async () => {
  const { see } = await showFlow('pricing')
  await tapThrough(see)
  await type(see, 'Ann Keller')
  await see.findByRole('heading', { name: /^Your work e-mail/ })
  await type(see, 'ann@gmail.com')
  await see.findByText(/ann@gmail.com looks like a private address/)
  await tap(see, 'Use it anyway')
  await see.findByRole('heading', { name: 'May we write to you there?' })
  expect(see.getByText(/^Yes, Tallybarn may e-mail me/)).toBeTruthy()
})

test('a hot outcome offers a time with the owner, in a new tab', async () => {
  const offer = { owner: { name: 'Anna', title: 'Account executive' }, bookingUrl: 'https://cal.example/anna' }
  const { see } = await showFlow('pricing', { decide: { outcome: 'sales', offer } })
  await tapThrough(see)
  await type(see, 'Ann Keller')
  await see.findByRole('heading', { name: /^Your work e-mail/ })
  await type(see, 'ann@pellgate.example')
  await tap(see, 'I agree')
  const link = await see.findByRole('link', { name: 'Pick a time (opens in a new tab)' })
  expect(link.getAttribute('href')).toBe('https://cal.example/anna')
  expect([link.getAttribute('target'), link.getAttribute('rel')]).toEqual(['_blank', 'noopener'])
  expect(see.getByText('Account executive')).toBeTruthy()

  await tap(see, 'Not now')
  await see.findByText('Your answers are saved')
})

test('an address that is no web address leads nowhere', async () => {
  const { see } = await showFlow('pricing', {
    decide: { outcome: 'sales', offer: { bookingUrl: 'javascript:alert(1)' } },
  })
  await tapThrough(see)
  await type(see, 'Ann Keller')
  await see.findByRole('heading', { name: /^Your work e-mail/ })
  await type(see, 'ann@pellgate.example')
  await tap(see, 'I agree')
  await see.findByRole('button', { name: 'Continue' })
  expect(see.queryByRole('link', { name: /Pick a time/ })).toBeNull()
})

test('what a visitor typed is shown as text', async () => {
  const { see, inside } = await showFlow('pricing')
  await tapThrough(see)
  await type(see, '<img src=x onerror=alert(1)> {{email}}')
  await see.findByRole('heading', { name: /^Your work e-mail/ })
  expect(inside.querySelector('img')).toBeNull()
  expect(see.getByText('<img src=x onerror=alert(1)> {{email}}')).toBeTruthy()
})

test('a flow in German has the interface in German', async () => {
  const { see, inside } = await showFlow('pricing', { locale: 'de' })
  expect(inside.getAttribute('lang')).toBe('de')
  expect(see.getByRole('textbox').getAttribute('placeholder')).toBe('Oder Antwort eintippen')
  fireEvent.click(see.getAllByRole('button', { pressed: false })[0] as HTMLElement)
  await see.findByRole('button', { name: 'Zurück' })
})

test('an answer that does not go with another is asked about once, and may be confirmed or changed', async () => {
  const { see } = await showFlow('pricing')
  for (const label of ['Spreadsheets', '1–10', 'Head of a department', 'This quarter', '$24k or more'])
    await tap(see, label)
  await see.findByText('A small team and our largest budget: are both right?')
  expect(see.getByRole('heading', { name: 'What is the yearly budget?' })).toBeTruthy()
  await tap(see, 'Yes')
  await see.findByRole('heading', { name: 'First, your name?' })
})

test('another answer to what was doubted goes on without a word; the same one again counts as confirmed', async () => {
  const { see } = await showFlow('pricing')
  for (const label of ['Spreadsheets', '1–10', 'Head of a department', 'This quarter', '$24k or more'])
    await tap(see, label)
  await see.findByText('A small team and our largest budget: are both right?')
  await tap(see, '$3k–8k')
  await see.findByRole('heading', { name: 'First, your name?' })
})

import { fireEvent, render, waitFor } from '@testing-library/preact'
import { describe, expect, test, vi } from 'vitest'
import type { Field, SizeField } from '#flows/flow.ts'
import { PhoneBox } from '#widget/controls/rare/phone-box.tsx'
import { wordsIn } from '#widget/controls/rare/rare.tsx'
import { showFields } from './support/show-fields.ts'

const industries: Field = {
  kind: 'choice',
  options: [
    'Banking',
    'Building',
    'Consulting',
    'Éducation',
    'Energy',
    'Food',
    'Health care',
    'Insurance',
    'Retail',
  ].map((label, index) => ({ id: `i${index}`, label })),
}
const size: SizeField = {
  kind: 'size',
  show: 'slider',
  options: [
    { id: 's1', label: '1–10', min: 1, max: 10 },
    { id: 's11', label: '11–49', min: 11, max: 49 },
    { id: 's50', label: '50–500', min: 50, max: 500 },
    { id: 'unsure', label: 'Not sure' },
  ],
}

type Seen = Awaited<ReturnType<typeof showFields>>['see']

const type = (box: Element, value: string) => fireEvent.input(box, { target: { value } })
const press = (box: Element, key: string) => fireEvent.keyDown(box, { key })
const goOn = (see: Seen) => fireEvent.click(see.getByRole('button', { name: 'Continue' }))
/** Its first box; the last one takes words. */
const phoneBox = (see: Seen) => see.getAllByRole('textbox', { name: 'phone?' })[0] as Element // there is one, or the test fails
/** The answer as the line of the chat tells it. */
const told = async (see: Seen, answer: string) => expect((await see.findByText(answer)).closest('.past')).toBeTruthy()

describe('a list with a search', () => {
  test('comes by itself with more than eight options, and chips with eight', async () => {
    const eight: Field = { ...industries, options: industries.kind === 'choice' ? industries.options.slice(1) : [] }
    const long = await showFields({ industry: industries })
    await long.see.findByRole('combobox')
    const short = await showFields({ industry: eight })
    await short.see.findByRole('button', { name: 'Retail' })
    expect(short.see.queryByRole('combobox')).toBeNull()
    const asked = await showFields({ industry: { ...eight, show: 'list' } as Field })
    await asked.see.findByRole('combobox')
  })

  test('finds by any word, without marks, and is answered by the keys', async () => {
    const { see } = await showFields({ industry: industries })
    const box = await see.findByRole('combobox')
    expect(box.getAttribute('aria-expanded')).toBe('true')
    type(box, 'educa')
    expect(see.getAllByRole('option').map(option => option.textContent)).toEqual(['Éducation'])
    type(box, 'b')
    await waitFor(() => expect(see.getAllByRole('option')).toHaveLength(2))
    press(box, 'ArrowDown')
    await waitFor(() => expect(box.getAttribute('aria-activedescendant')).toBe('answer-i1'))
    press(box, 'Enter')
    await told(see, 'Building')
  })

  test('says when nothing fits, and Escape shows all again', async () => {
    const { see } = await showFields({ industry: industries })
    const box = await see.findByRole('combobox')
    type(box, 'astronaut')
    await see.findByText('Nothing fits. Try another word.')
    press(box, 'Escape')
    await waitFor(() => expect(see.getAllByRole('option')).toHaveLength(9))
  })

  test('takes several where several count', async () => {
    const options = industries.kind === 'choice' ? industries.options : []
    const { see } = await showFields({ industry: { kind: 'multi_choice', options } })
    await see.findByRole('combobox')
    fireEvent.click(see.getByRole('option', { name: 'Food' }))
    fireEvent.click(await see.findByRole('option', { name: 'Banking' }))
    fireEvent.click(await see.findByRole('button', { name: 'Food' }))
    fireEvent.click(await see.findByRole('option', { name: 'Energy' }))
    await see.findByRole('button', { name: 'Energy' })
    goOn(see)
    await told(see, 'Banking, Energy')
  })
})

describe('a slider', () => {
  test('answers nothing until it is moved', async () => {
    const { see } = await showFields({ size })
    const line = await see.findByRole('slider', { name: 'size?' })
    expect(line.getAttribute('aria-valuetext')).toBe('Move the slider')
    goOn(see)
    await see.findByText('Please answer this one.')
  })

  test('moves along the bands and says where it stands', async () => {
    const { see } = await showFields({ size })
    const line = await see.findByRole('slider')
    type(line, '2')
    await waitFor(() => expect(line.getAttribute('aria-valuetext')).toBe('50–500'))
    goOn(see)
    await told(see, '50–500')
  })

  test('takes an exact number, which it keeps beside the band', async () => {
    const { see } = await showFields({ size })
    type(await see.findByLabelText('Or type a number'), '120')
    await waitFor(() => expect(see.getByRole('slider').getAttribute('aria-valuetext')).toBe('50–500'))
    type(see.getByLabelText('Or type a number'), '9,000')
    await see.findByText('This number fits none of the answers.')
    type(see.getByLabelText('Or type a number'), '12')
    await waitFor(() => expect(see.queryByText('This number fits none of the answers.')).toBeNull())
    goOn(see)
    await told(see, '11–49')
  })

  test('leaves an answer without a number beside it', async () => {
    const { see } = await showFields({ size })
    fireEvent.click(await see.findByRole('button', { name: 'Not sure' }))
    await told(see, 'Not sure')
  })

  test('reaches both ends of a range of numbers, and any number between by typing', async () => {
    const { see } = await showFields({ seats: { kind: 'number', min: 1, max: 200, step: 50, show: 'slider' } })
    const line = await see.findByRole('slider')
    type(line, '4')
    await waitFor(() => expect(line.getAttribute('aria-valuetext')).toBe('200'))
    type(see.getByLabelText('Or type a number'), '42')
    await waitFor(() => expect(line.getAttribute('aria-valuetext')).toBe('42'))
    goOn(see)
    await told(see, '42')
  })
})

describe('a stepper', () => {
  const amount: Field = { kind: 'number', min: 0, currency: 'EUR', step: 500, show: 'stepper' }

  test('counts up and down by buttons and keys, in the currency', async () => {
    const { see } = await showFields({ amount })
    const value = await see.findByRole('spinbutton')
    press(value, 'ArrowUp')
    await see.findByText('€0')
    press(value, 'ArrowUp')
    await see.findByText('€500')
    fireEvent.click(see.getByRole('button', { name: 'More' }))
    await see.findByText('€1,000')
    fireEvent.click(see.getByRole('button', { name: 'Less' }))
    await see.findByText('€500')
    goOn(see)
    await told(see, '€500')
  })

  test('goes on from a typed number to the next step', async () => {
    const { see } = await showFields({ amount })
    type(await see.findByLabelText('Or type a number'), '1,250')
    await see.findByText('€1,250')
    press(see.getByRole('spinbutton'), 'ArrowUp')
    await see.findByText('€1,500')
  })
})

describe('a date', () => {
  test('is picked, and told in the language of the questions', async () => {
    const { see, inside } = await showFields({ start: { kind: 'date', max: '2027-12-31' } })
    await see.findByRole('button', { name: 'Tomorrow' })
    const box = inside.querySelector('input[type=date]')
    if (box) type(box, '2027-03-01')
    goOn(see)
    await told(see, 'March 1, 2027')
  })

  test.each(['chat', 'steps'] as const)('that must lie ahead is not taken from the past (%s)', async shape => {
    const { see, inside } = await showFields({ start: { kind: 'date', ahead: true } }, { shape })
    await see.findByRole('button', { name: shape === 'chat' ? 'Continue' : 'Send' })
    const box = await waitFor(() => inside.querySelector('input[type=date]') ?? Promise.reject(new Error('no box')))
    type(box, '2020-03-01')
    fireEvent.click(see.getByRole('button', { name: shape === 'chat' ? 'Continue' : 'Send' }))
    await see.findAllByText('That day is out of range.')
    type(box, '2999-03-01')
    fireEvent.click(see.getByRole('button', { name: shape === 'chat' ? 'Continue' : 'Send' }))
    await see.findByText('Thank you.')
  })

  test('offers the days asked for most where they are in range', async () => {
    const { see } = await showFields({ start: { kind: 'date', max: '2020-12-31' } })
    await waitFor(() => expect(see.queryByRole('button', { name: 'Continue' })).toBeTruthy())
    expect(see.queryByRole('button', { name: 'Tomorrow' })).toBeNull()
  })
})

describe('a rating', () => {
  test('is one press on a star', async () => {
    const { see } = await showFields({ mood: { kind: 'rating', max: 5, low: 'Poor', high: 'Great' } })
    await see.findByText('Great')
    fireEvent.click(see.getByRole('button', { name: '4 of 5' }))
    await told(see, '4/5')
  })

  test('has numbers from nought to ten in a form', async () => {
    const { see } = await showFields({ nps: { kind: 'rating', min: 0, max: 10 } }, { shape: 'steps' })
    expect(await see.findAllByRole('radio')).toHaveLength(11)
    fireEvent.click(see.getByRole('radio', { name: '9 of 10' }))
    fireEvent.click(see.getByRole('button', { name: 'Send' }))
    await see.findByText('Thank you.')
  })
})

describe('a name', () => {
  test('is given in two boxes, and both are asked for', async () => {
    const { see } = await showFields({ name: { kind: 'name' } })
    type(await see.findByLabelText('First name'), 'Ann')
    goOn(see)
    await see.findByText('Please give your first and last name.')
    type(see.getByLabelText('Last name'), 'Lee')
    goOn(see)
    await told(see, 'Ann Lee')
  })

  test('lets the browser fill them', async () => {
    const { see } = await showFields({ name: { kind: 'name' } }, { shape: 'steps' })
    expect((await see.findByLabelText('First name')).getAttribute('autocomplete')).toBe('given-name')
    expect(see.getByLabelText('Last name').getAttribute('autocomplete')).toBe('family-name')
  })
})

describe('a phone number', () => {
  test('gets the code of the country picked, without the digit dialled within it', async () => {
    const { see } = await showFields({ phone: { kind: 'phone', country: 'SE' } })
    const country = await see.findByLabelText('Country code')
    expect(see.getByRole('option', { name: 'Germany +49' })).toBeTruthy()
    fireEvent.change(country, { target: { value: 'DE' } })
    type(phoneBox(see), '030 1234567')
    goOn(see)
    await told(see, '+49301234567')
  })

  test('picks the country of a number typed with its code', async () => {
    const { see } = await showFields({ phone: { kind: 'phone', country: 'SE' } })
    const country = await see.findByLabelText<HTMLSelectElement>('Country code')
    type(phoneBox(see), '+380 44 123 4567')
    await waitFor(() => expect(country.value).toBe('UA'))
    goOn(see)
    await told(see, '+380441234567')
  })

  test('typed before the countries are there gets its country all the same', async () => {
    const change = vi.fn()
    const props = { id: 'phone', value: undefined, invalid: false, locale: 'en', words: wordsIn('en'), change }
    const see = render(<PhoneBox {...props} field={{ kind: 'phone', country: 'SE' }} />)
    type(see.getByRole('textbox'), '070 123 45 67')
    expect(change).toHaveBeenLastCalledWith('070 123 45 67')
    await see.findByRole('combobox')
    await waitFor(() => expect(change).toHaveBeenLastCalledWith('+46701234567'))
  })

  test('that cannot ring is sent back', async () => {
    const { see } = await showFields({ phone: { kind: 'phone', country: 'SE' } })
    await see.findByLabelText('Country code')
    type(phoneBox(see), '070 12')
    goOn(see)
    await see.findByText(/^Please check the number/)
  })
})

test('every rare control stands in a form too, and its answer is sent with the page', async () => {
  const { see, inside } = await showFields(
    { industry: industries, size, mood: { kind: 'rating', max: 5 }, name: { kind: 'name' }, start: { kind: 'date' } },
    { shape: 'steps' },
  )
  const box = await see.findByRole('combobox', { name: 'industry?' })
  expect(box.getAttribute('aria-expanded')).toBe('false')
  fireEvent.click(box)
  fireEvent.click(await see.findByRole('option', { name: 'Retail' }))
  type(see.getByRole('slider', { name: 'size?' }), '1')
  fireEvent.click(see.getByRole('radio', { name: '5 of 5' }))
  type(see.getByLabelText('First name'), 'Ann')
  type(see.getByLabelText('Last name'), 'Lee')
  const day = inside.querySelector('input[type=date]')
  if (day) type(day, '2027-03-01')
  fireEvent.click(see.getByRole('button', { name: 'Send' }))
  await see.findByText('Thank you.')
})

test('a form has a friendly word about a private address, and takes it', async () => {
  const { see } = await showFields({ email: { kind: 'email', business: 'prefer' } }, { shape: 'steps' })
  const box = await see.findByRole('textbox', { name: 'email?' })
  type(box, 'ann@gmail.com')
  await see.findByText(/^ann@gmail.com looks like a private address/)
  fireEvent.click(see.getByRole('button', { name: 'Send' }))
  await see.findByText('Thank you.')
})

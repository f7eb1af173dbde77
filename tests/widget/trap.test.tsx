import { render } from '@testing-library/preact'
import { expect, test, vi } from 'vitest'
import { Trap, trapped } from '#widget/controls/trap.tsx'

function fill(isAutofilled: boolean): HTMLFormElement {
  const { container } = render(
    <form>
      <Trap />
    </form>,
  )
  const form = container.querySelector('form')
  const field = form?.querySelector('input')
  if (!form || !field) throw new Error('Nothing is drawn.')
  field.value = 'https://acme.example'
  vi.spyOn(field, 'matches').mockImplementation(selector => selector === ':autofill' && isAutofilled)
  return form
}

test('what a robot writes into the field that nobody sees tells on it', () => {
  expect(trapped(fill(false))).toBe('https://acme.example')
})

test('what the browser fills in by itself does not', () => {
  expect(trapped(fill(true))).toBe('')
})

test('the field is out of the way of keyboard, screen reader, autofill and password managers', () => {
  const field = fill(false).querySelector('input')
  expect(field?.tabIndex).toBe(-1)
  expect(field?.getAttribute('aria-hidden')).toBe('true')
  expect(field?.getAttribute('autocomplete')).toBe('off')
})

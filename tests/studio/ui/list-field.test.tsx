import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { useState } from 'preact/hooks'
import { afterEach, expect, it } from 'vitest'
import { ListField } from '#studio/ui/list-field.tsx'

afterEach(cleanup)

it('leaves what is typed alone where its owner keeps a word once, and tidies up when it is left', () => {
  let latest: readonly string[] = []
  function Once() {
    const [values, setValues] = useState<readonly string[]>(['1'])
    latest = values
    return <ListField label="List" values={values} onValues={all => setValues([...new Set(all)])} />
  }
  render(<Once />)
  const field = screen.getByLabelText('List') as HTMLInputElement
  field.focus()
  fireEvent.input(field, { target: { value: '1, 1' } })
  expect(latest).toEqual(['1'])
  expect(field.value).toBe('1, 1')
  fireEvent.input(field, { target: { value: '1, 10, 10' } })
  expect(latest).toEqual(['1', '10'])
  fireEvent.blur(field)
  expect(field.value).toBe('1, 10')
})

import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { useState } from 'preact/hooks'
import { afterEach, expect, it } from 'vitest'
import { COUNTRIES } from '#studio/flows/conditions/fact-catalog.ts'
import { ListInput } from '#studio/flows/conditions/list-input.tsx'

afterEach(cleanup)

it('of a long list only what is picked stands as a chip; the rest is added from a list and taken out by its chip', () => {
  let latest: readonly unknown[] = []
  function Held() {
    const [values, setValues] = useState<readonly unknown[]>(['DE'])
    latest = values
    return <ListInput values={values} options={COUNTRIES} onChange={setValues} />
  }
  render(<Held />)
  expect(screen.getAllByRole('button').map(button => button.textContent)).toEqual(['Germany', 'Add'])
  // As arrow keys do on the way.
  for (const value of ['AF', 'AX', 'FR'])
    fireEvent.change(screen.getByLabelText('Add one to the list'), { target: { value } })
  expect(latest).toEqual(['DE'])
  fireEvent.click(screen.getByRole('button', { name: 'Add' }))
  expect(latest).toEqual(['DE', 'FR'])
  fireEvent.click(screen.getByRole('button', { name: 'Germany' }))
  expect(latest).toEqual(['FR'])
  fireEvent.click(screen.getByRole('button', { name: 'France' }))
  expect(latest).toEqual(['FR'])
})

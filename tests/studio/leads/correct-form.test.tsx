import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import type { CardFact } from '#server/http/api-type.ts'
import { CorrectForm } from '#studio/leads/correct-form.tsx'
import { Toasts } from '#studio/ui/toast.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const staff = (value: number): CardFact => ({
  fact: 'company.staff',
  value,
  words: String(value),
  told: { source: 'sales', by: null, at: 0 },
  overruled: [],
})

const form = (facts: readonly CardFact[]) => (
  <>
    <CorrectForm card={{ id: 'l1', facts }} onSaved={vi.fn()} onDone={vi.fn()} />
    <Toasts />
  </>
)

it('does not send back what somebody else corrected while it stood open', async () => {
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (_path: string, { body }: { body: string }) => {
    sent.push(JSON.parse(body))
    return Response.json({ row: { name: 'Ida', email: 'ida@x.example', stage: 'mql', score: 40 }, before: {} })
  })
  const { rerender } = render(form([staff(100)]))
  rerender(form([staff(250)]))
  const save = screen.getByRole('button', { name: 'Save and score anew' })
  expect(save).toHaveProperty('disabled', true)
  fireEvent.input(screen.getByLabelText('Title'), { target: { value: 'Head of operations' } })
  fireEvent.click(save)
  await screen.findByText('Saved. Ida scores 40 now')
  expect(sent).toEqual([{ facts: { title: 'Head of operations' } }])
})

it('tells what is wrong beside its field, and anything else in words', async () => {
  const answers = [
    { pointer: '/facts/company.staff', code: 'not_a_number', message: 'Write a number.' },
    { pointer: '/facts', code: 'unrecognized_keys', message: 'Unknown' },
  ]
  vi.stubGlobal('fetch', async () =>
    Response.json(
      { code: 'invalid_body', status: 422, title: 'Some values are not accepted.', errors: [answers.shift()] },
      { status: 422 },
    ),
  )
  render(form([]))
  fireEvent.input(screen.getByLabelText('Staff'), { target: { value: 'many' } })
  const save = screen.getByRole('button', { name: 'Save and score anew' })
  fireEvent.click(save)
  await screen.findByText('Write a number.')
  fireEvent.click(save)
  await waitFor(() => screen.getByText('Some values are not accepted.'))
  expect(screen.queryByText('Write a number.')).toBeNull()
})

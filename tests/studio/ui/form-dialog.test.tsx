import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { explainBy, RequestFailed } from '#studio/api.ts'
import { FormDialog } from '#studio/ui/form-dialog.tsx'

afterEach(cleanup)

const BUSY = new RequestFailed({ code: 'store_busy', status: 503, title: 'The service is busy. Try again shortly.' })

function show(enter: () => Promise<unknown>) {
  let closed = 0
  render(
    <FormDialog title="Ask" act="Send" enter={enter} onClose={() => closed++}>
      <input aria-label="Words" />
    </FormDialog>,
  )
  const dialog = screen.getByRole('dialog', { name: 'Ask', hidden: true })
  return {
    dialog,
    closed: () => closed,
    send: () => fireEvent.click(screen.getByRole('button', { name: 'Send', hidden: true })),
  }
}

it('says inside why it failed, and takes another try', async () => {
  const { dialog, send } = show(() => Promise.reject(BUSY))
  send()
  const alert = await screen.findByRole('alert')
  expect(dialog.contains(alert)).toBe(true)
  expect(alert.textContent).toBe('The service is busy. Try again shortly.')
  expect(screen.getByRole('button', { name: 'Send' })).toHaveProperty('disabled', false)
})

it('cannot be sent twice', async () => {
  const { send } = show(() => new Promise(() => {}))
  send()
  await expect.poll(() => screen.getByRole('button', { name: 'Send' })).toHaveProperty('disabled', true)
})

it('keeps what was typed when one clicks beside it', async () => {
  const { dialog, closed } = show(async () => {})
  await expect.poll(() => dialog.hasAttribute('open')).toBe(true)
  fireEvent.input(screen.getByLabelText('Words'), { target: { value: 'ida@' } })
  await Promise.resolve()
  fireEvent.pointerDown(dialog)
  fireEvent.click(dialog)
  expect(closed()).toBe(0)
})

it('a failure has the words for its code, else those of the first value at fault', () => {
  const explain = explainBy({ store_busy: 'Wait a moment.' })
  const invalid = new RequestFailed({
    code: 'invalid_body',
    status: 422,
    title: 'Some values are not accepted.',
    errors: [{ pointer: '/name', code: 'required', message: 'Write a name.' }],
  })
  expect([explain(BUSY), explain(invalid), explain(new Error('odd'))]).toEqual([
    'Wait a moment.',
    'Write a name.',
    'Something went wrong. Reload the page and try again.',
  ])
})

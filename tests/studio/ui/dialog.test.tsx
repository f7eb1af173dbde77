import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { useState } from 'preact/hooks'
import { afterEach, expect, it } from 'vitest'
import { Dialog } from '#studio/ui/dialog.tsx'
import { Toasts, tell } from '#studio/ui/toast.tsx'

afterEach(cleanup)

function Page({ firm = false }: { readonly firm?: boolean }) {
  const [shown, setShown] = useState<'first' | 'second' | null>(null)
  const close = () => setShown(null)
  return (
    <main id="room" tabIndex={-1}>
      <button type="button" onClick={() => setShown('first')}>
        Open
      </button>
      {shown === 'first' && (
        <Dialog title="First" firm={firm} onClose={close}>
          <p>Words</p>
          <button type="button" onClick={close}>
            Cancel
          </button>
          <button type="button" onClick={() => setShown('second')}>
            Go on
          </button>
        </Dialog>
      )}
      {shown === 'second' && (
        <section>
          <Dialog title="Second" onClose={close}>
            <p>The end</p>
          </Dialog>
        </section>
      )}
      <Toasts />
    </main>
  )
}

async function open(firm = false) {
  render(<Page firm={firm} />)
  const opener = screen.getByRole('button', { name: 'Open' })
  opener.focus()
  fireEvent.click(opener)
  const dialog = await screen.findByRole('dialog', { name: 'First' })
  return { opener, dialog }
}

it('gives the focus back to what opened it when its own button ends it', async () => {
  const { opener } = await open()
  const cancel = screen.getByRole('button', { name: 'Cancel' })
  cancel.focus()
  fireEvent.click(cancel)
  await gone('First')
  expect(document.activeElement).toBe(opener)
})

it('makes room for the dialog that follows it without closing that one', async () => {
  const { opener } = await open()
  fireEvent.click(screen.getByRole('button', { name: 'Go on' }))
  await screen.findByRole('dialog', { name: 'Second' })
  expect(screen.queryByRole('dialog', { name: 'First' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Close' }))
  await gone('Second')
  expect(document.activeElement).toBe(opener)
})

it('is not closed by a press that began inside and ended beside it', async () => {
  const { dialog } = await open()
  fireEvent.pointerDown(screen.getByText('Words'))
  fireEvent.click(dialog)
  expect(screen.getByRole('dialog', { name: 'First' })).toBe(dialog)
  fireEvent.pointerDown(dialog)
  fireEvent.click(dialog)
  await gone('First')
})

it('stays when it is firm and one clicks beside it', async () => {
  const { dialog } = await open(true)
  fireEvent.pointerDown(dialog)
  fireEvent.click(dialog)
  expect(screen.getByRole('dialog', { name: 'First' })).toBe(dialog)
})

it('shows what is told while it stands, where it can be pressed', async () => {
  const { dialog } = await open()
  tell('The clipboard is shut')
  expect(dialog.contains(await screen.findByText('The clipboard is shut'))).toBe(true)
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  await gone('First')
  expect(screen.getAllByText('The clipboard is shut')).toHaveLength(1)
})

async function gone(title: string) {
  await expect.poll(() => screen.queryByRole('dialog', { name: title })).toBeNull()
}

import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { useState } from 'preact/hooks'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FlowDetail, Permission } from '#server/http/api-type.ts'
import { createEditor, type Editor } from '#studio/flows/editor/editor.ts'
import { EditorContext } from '#studio/flows/editor/editor-context.ts'
import { StepList } from '#studio/flows/questions/step-list.tsx'
import { me } from '#studio/me.ts'
import { Toasts } from '#studio/ui/toast.tsx'
import { createDraftServer } from './draft-server.ts'
import { detailOf } from './pricing-draft.ts'

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function Outline({ editor }: { readonly editor: Editor }) {
  const [open, setOpen] = useState<string | null>(null)
  return (
    <EditorContext.Provider value={editor}>
      <StepList open={open} onOpen={setOpen} />
      <Toasts />
    </EditorContext.Provider>
  )
}

function show({ can = ['edit_flows'], checks = [] }: { can?: Permission[]; checks?: FlowDetail['checks'] } = {}) {
  const user = { id: 'u', name: 'Ann', email: 'ann@acme.example' }
  me.value = { user, workspace: { id: 'w', name: 'Acme' }, workspaces: [], role: 'marketer', can, now: 0 }
  const { state } = createDraftServer()
  const editor = createEditor({ ...detailOf(state.draft, 1), checks })
  render(<Outline editor={editor} />)
  return editor
}

const head = (words: RegExp) => screen.getByRole('button', { name: words, expanded: false })
const ids = (editor: Editor) => editor.draft.value.flow.steps.map(({ id }) => id)
const type = (field: HTMLElement, value: string) => fireEvent.input(field, { target: { value } })

it('a question opens into its form, and what is typed is the draft', () => {
  const editor = show()
  fireEvent.click(head(/What is your role/))
  type(screen.getByLabelText('Question'), 'And your role?')
  expect(editor.draft.value.flow.steps.find(({ id }) => id === 'q_role')).toMatchObject({ text: 'And your role?' })
  screen.getByRole('button', { name: /And your role\?/, expanded: true })
})

it('another wording is tested half and half and can be rewritten', () => {
  const editor = show()
  fireEvent.click(head(/What is your role/))
  fireEvent.click(screen.getAllByRole('button', { name: 'Test another wording' })[0] as HTMLElement)
  type(screen.getByLabelText('Wording B'), 'What do you do there?')
  expect(editor.draft.value.flow.experiments?.at(-1)).toMatchObject({
    status: 'running',
    variants: [
      { id: 'a', weight: 5000, patch: {} },
      { id: 'b', weight: 5000, patch: { 'q_role.text': 'What do you do there?' } },
    ],
  })
})

it('removing a step says what else changed, and undo brings it back', () => {
  const editor = show()
  const before = editor.draft.value
  fireEvent.click(screen.getByRole('button', { name: 'Remove “First, your name?”' }))
  expect(ids(editor)).not.toContain('q_name')
  const said = screen.getByText(/“First, your name\?” removed/)
  expect(said.textContent).toContain('now leads to “Your work e-mail')
  fireEvent.click(within(said.parentElement as HTMLElement).getByRole('button', { name: 'Undo' }))
  expect(editor.draft.value).toBe(before)
})

it('steps move with Alt and the arrow keys', () => {
  const editor = show()
  fireEvent.keyDown(head(/What is your role/), { key: 'ArrowUp', altKey: true })
  expect(ids(editor).slice(1, 4)).toEqual(['q_need', 'q_role', 'q_size'])
  fireEvent.keyDown(head(/What is your role/), { key: 'ArrowUp' })
  expect(ids(editor).slice(1, 4)).toEqual(['q_need', 'q_role', 'q_size'])
})

it('an answer is added with Enter and keeps its id when it is reworded', () => {
  const editor = show()
  fireEvent.click(head(/What should counting fix/))
  const field = screen.getByLabelText('Another answer')
  type(field, 'Lost pallets')
  fireEvent.submit(field.closest('form') as HTMLElement)
  type(screen.getByLabelText('Answer 7'), 'Pallets get lost')
  expect(editor.draft.value.flow.fields.need).toMatchObject({
    options: expect.arrayContaining([{ id: 'lost_pallets', label: 'Pallets get lost' }]),
  })
})

it('a jump can be led to a later step, never to an earlier one', () => {
  const editor = show()
  fireEvent.click(head(/What is your role/))
  const target = screen.getByLabelText('go to')
  expect(within(target).queryByText(/What should counting fix/)).toBeNull()
  fireEvent.change(target, { target: { value: 'end_exit' } })
  expect(editor.draft.value.flow.steps.find(({ id }) => id === 'q_role')).toMatchObject({ next: [{ to: 'end_exit' }] })
})

it('what a check finds stands in its step', () => {
  const message = 'No answers lead to this step.'
  show({ checks: [{ part: 'flow', severity: 'warning', code: 'unreachable', pointer: '/steps/3', message }] })
  const step = head(/What is your role/).closest('li') as HTMLElement
  within(step).getByText(message)
})

it('a new question gets its place, its field and the focus of the form', () => {
  const editor = show()
  fireEvent.click(screen.getByRole('button', { name: 'Add a step after “What is your role?”' }))
  type(screen.getByLabelText('Question'), 'Which ERP do you use?')
  type(screen.getByLabelText('Answers, one a line'), 'SAP\n\nOther')
  fireEvent.submit(screen.getByLabelText('Question').closest('form') as HTMLElement)
  expect(ids(editor)[4]).toBe('q_which_erp_do_you_use')
  expect(editor.draft.value.flow.fields.which_erp_do_you_use).toMatchObject({
    options: [{ id: 'sap' }, { id: 'other' }],
  })
  screen.getByRole('button', { name: /Which ERP do you use/, expanded: true })
})

it('who may not edit can look and change nothing', () => {
  show({ can: [] })
  expect(screen.queryByRole('button', { name: /^(Remove|Move|Add a step)/ })).toBeNull()
  fireEvent.click(head(/What is your role/))
  expect((screen.getByLabelText('Question').closest('fieldset') as HTMLFieldSetElement).disabled).toBe(true)
})

it('a doubt is worded and removed in the outline', () => {
  const editor = show()
  fireEvent.click(screen.getByRole('button', { name: /^What does not add up/ }))
  fireEvent.click(screen.getByRole('button', { name: /^A small team and our largest budget.*Size up to/ }))
  fireEvent.input(screen.getByLabelText('What the visitor reads'), { target: { value: 'Both right?' } })
  expect(editor.draft.value.flow.doubts?.[0]?.text).toBe('Both right?')
  fireEvent.click(screen.getByRole('button', { name: 'Remove this doubt' }))
  expect(editor.draft.value.flow.doubts).toBeUndefined()
})

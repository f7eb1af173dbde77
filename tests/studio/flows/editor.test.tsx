import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Draft } from '#server/http/api-type.ts'
import { createEditor } from '#studio/flows/editor/editor.ts'
import { createDraftServer } from './draft-server.ts'
import { detailOf } from './pricing-draft.ts'

const renamed = (name: string) => (draft: Draft) => ({ ...draft, flow: { ...draft.flow, name } })

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function open() {
  const server = createDraftServer()
  const again = () => createEditor(detailOf(server.state.draft, server.state.version))
  return { ...server, editor: again(), again }
}

it('an edit is saved by itself a moment later', async () => {
  const { editor, state } = open()
  editor.edit(renamed('New'))
  expect(editor.draft.value.flow.name).toBe('New')
  expect(editor.saving.value).toBe('waiting')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(editor.saving.value).toBe('saved')
  expect(state).toMatchObject({ version: 2, draft: { flow: { name: 'New' } } })
})

it('typing is sent once, not letter by letter', async () => {
  const { editor, state } = open()
  for (const name of ['N', 'Ne', 'New']) editor.edit(renamed(name), 'name')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(state.saves).toBe(1)
  editor.undo()
  expect(editor.draft.value.flow.name).toBe('Pricing chat')
})

it('what is edited while a save is under way is saved next', async () => {
  const { editor, state } = open()
  editor.edit(renamed('One'))
  vi.advanceTimersByTime(800)
  editor.edit(renamed('Two'))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(state.draft.flow.name).toBe('Two')
  expect(editor.saving.value).toBe('saved')
})

it('edits that were not saved survive a reload', async () => {
  const { editor, again, state } = open()
  editor.edit(renamed('Kept'))
  const reloaded = again()
  expect(reloaded.draft.value.flow.name).toBe('Kept')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(state.draft.flow.name).toBe('Kept')
  expect(sessionStorage).toHaveLength(0)
})

it('an unreachable server is tried again until it has the edit', async () => {
  const { editor, state, faults } = open()
  faults.push('lost_request', 'lost_request')
  editor.edit(renamed('Later'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(editor.saving.value).toBe('unreachable')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(editor.saving.value).toBe('saved')
  expect(state.draft.flow.name).toBe('Later')
})

it('a save whose answer got lost is no conflict with oneself', async () => {
  const { editor, state, faults } = open()
  faults.push('lost_answer')
  editor.edit(renamed('Once'))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(editor.saving.value).toBe('saved')
  editor.edit(renamed('Twice'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(state.draft.flow.name).toBe('Twice')
})

it('a draft that the server refuses is told where, and the next edit tries again', async () => {
  const { editor, faults } = open()
  const errors = [{ pointer: '/flow/steps/0/text', code: 'custom', message: 'Write a text.' }]
  faults.push({ status: 422, body: { code: 'flow_invalid', status: 422, title: 'Invalid', errors } })
  editor.edit(renamed('A'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(editor.saving.value).toBe('refused')
  expect(editor.findings.value[0]).toMatchObject({ part: 'flow', pointer: '/steps/0/text' })
  editor.edit(renamed('B'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(editor.saving.value).toBe('saved')
  expect(editor.findings.value).toEqual([])
})

async function conflict() {
  const opened = open()
  opened.state.draft = renamed('Theirs')(opened.state.draft)
  opened.state.version = 7
  opened.editor.edit(renamed('Mine'))
  await vi.advanceTimersByTimeAsync(1_000)
  return opened
}

it('a draft somebody else saved in between is shown beside mine, and nothing is lost', async () => {
  const { editor, state } = await conflict()
  expect(editor.saving.value).toBe('conflict')
  expect(editor.theirs.value?.flow.name).toBe('Theirs')
  expect(editor.draft.value.flow.name).toBe('Mine')
  expect(state.draft.flow.name).toBe('Theirs')
})

it('keeping mine saves it over theirs', async () => {
  const { editor, state } = await conflict()
  await editor.keepMine()
  expect(state.draft.flow.name).toBe('Mine')
  expect(editor.saving.value).toBe('saved')
})

it('taking theirs leaves mine one undo away', async () => {
  const { editor, state } = await conflict()
  editor.takeTheirs()
  expect(editor.draft.value.flow.name).toBe('Theirs')
  editor.undo()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(state.draft.flow.name).toBe('Mine')
})

it('publishing sends what is not saved yet first', async () => {
  const { editor, state } = open()
  editor.edit(renamed('Ready'))
  await editor.flush()
  await editor.publish('')
  expect(state.draft.flow.name).toBe('Ready')
  expect(editor.detail.value.updatedAt).toBe(99)
})

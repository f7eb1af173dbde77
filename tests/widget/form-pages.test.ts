import { expect, test } from 'vitest'
import type { AskStep } from '#flows/flow.ts'
import { eventsOf, noteRaw } from '#widget/form-pages.ts'

const step: AskStep = { id: 'q_size', kind: 'ask', field: 'size', text: 'How many?' }
const read = [{ step, parsed: { ok: true, value: 's50_500' } as const }]
const played = { answers: new Map() } as unknown as Parameters<typeof eventsOf>[1] // no more of it is read

test('the number that was typed goes with the answer it stands in, without card numbers', () => {
  const raws = new Map<string, string>()
  noteRaw(raws, 'q_size', '120')
  expect(eventsOf(read, played, { raws })).toEqual([
    { type: 'gave', body: { type: 'answered', step: 'q_size', value: 's50_500', raw: '120' }, sure: true },
  ])
  noteRaw(raws, 'q_size', '4111 1111 1111 1111')
  expect(JSON.stringify(eventsOf(read, played, { raws }))).not.toContain('4111 1111')
})

test('an answer that was picked afterwards has no number beside it', () => {
  const raws = new Map([['q_size', '120']])
  noteRaw(raws, 'q_size', undefined)
  expect(eventsOf(read, played, { raws })).toEqual([
    { type: 'gave', body: { type: 'answered', step: 'q_size', value: 's50_500' }, sure: true },
  ])
})

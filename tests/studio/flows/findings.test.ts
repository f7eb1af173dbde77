import { expect, it } from 'vitest'
import { type Note, notesAt, placeOf, refusalsOf } from '#studio/flows/editor/findings.ts'
import { sampleFlow } from './sample-flow.ts'

const note = (pointer: string, more: Partial<Note> = {}): Note => ({
  severity: 'error',
  code: 'x',
  message: 'X',
  part: 'flow',
  pointer,
  ...more,
})

it.each([
  ['/steps/1/text', 'q_role'],
  ['/fields/size/options/0', 'q_size'],
  ['/experiments/0/variants', 'hello'],
  ['/translations/de/hello.text', 'hello'],
  ['/translations/de/fields.size.s1', 'q_size'],
  ['/translations/de/hello.text@opener.b', 'hello'],
  ['/notice', 'notice'],
  ['/launcher/label', 'launcher'],
  ['/name', null],
])('a finding at %s stands beside %s', (pointer, place) => {
  expect(placeOf(sampleFlow, note(pointer))).toBe(place)
})

it('a finding that names its step stands there, and one of another part nowhere', () => {
  expect(placeOf(sampleFlow, note('/promises/0', { step: 'book' }))).toBe('book')
  expect(placeOf(sampleFlow, note('/steps/1', { part: 'model' }))).toBeNull()
})

it('what the server refuses is told by part', () => {
  const errors = [
    { pointer: '/model/fit/0/label', code: 'too_small', message: 'Too short.' },
    { pointer: '/flow/steps/1/text', code: 'custom', message: 'Write a text.' },
  ]
  const notes = refusalsOf({ code: 'flow_invalid', message: 'No.', errors })
  expect(notes.map(({ part, pointer }) => [part, pointer])).toEqual([
    ['model', '/fit/0/label'],
    ['flow', '/steps/1/text'],
  ])
})

it('a refusal without places is one note about the whole', () => {
  expect(refusalsOf({ code: 'too_large', message: 'Too large.', errors: [] })).toMatchObject([
    { part: 'flow', pointer: '', message: 'Too large.' },
  ])
})

it('notes are found under a pointer and not beside it', () => {
  const notes = [note('/fit/1/points', { part: 'model' }), note('/fit/10', { part: 'model' }), note('/fit/1')]
  expect(notesAt(notes, 'model', '/fit/1')).toEqual([notes[0]])
})

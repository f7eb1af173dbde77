import { expect, it } from 'vitest'
import { begin, edited, redone, undone } from '#studio/flows/edit/history.ts'

it('undo goes back one edit and redo forth again', () => {
  const two = edited(edited(begin('a'), 'b'), 'c')
  expect(undone(two).present).toBe('b')
  expect(redone(undone(undone(two))).present).toBe('b')
})

it('typing in one field is one step back', () => {
  const typed = edited(edited(edited(begin('a'), 'ab', 'text'), 'abc', 'text'), 'other', 'hint')
  expect(undone(typed).present).toBe('abc')
  expect(undone(undone(typed)).present).toBe('a')
})

it('after an undo, typing in the same field is a step of its own', () => {
  const typed = edited(undone(edited(edited(begin('a'), 'ab', 'text'), 'x')), 'abc', 'text')
  expect(undone(typed).present).toBe('ab')
})

it('an edit after an undo forgets what was undone', () => {
  expect(redone(edited(undone(edited(begin('a'), 'b')), 'c')).present).toBe('c')
})

it('nothing to undo changes nothing', () => {
  const fresh = begin('a')
  expect(undone(fresh)).toBe(fresh)
  expect(redone(fresh)).toBe(fresh)
})

import { expect, test } from 'vitest'
import { begin, isEdited, readAgain, takeBack } from '#studio/settings/versioned.ts'

const typed = { ...begin(3, ['a']), value: ['a', 'b'] }

test('a newer version takes the place of what nobody has touched', () => {
  expect(readAgain(begin(3, ['a']), 4, ['c'])).toEqual(begin(4, ['c']))
  expect(readAgain(null, 1, [])).toEqual(begin(1, []))
})

test('what is typed stays when a newer version is read, and is saved as of the one it began from', () => {
  expect(readAgain(typed, 4, ['c'])).toBe(typed)
})

test('taking a save back keeps what was typed since, not saved', () => {
  const back = takeBack(typed, 4, [])
  expect(back).toEqual({ version: 4, base: [], value: ['a', 'b'] })
  expect(isEdited(back)).toBe(true)
  expect(takeBack(begin(3, ['a']), 4, [])).toEqual(begin(4, []))
})

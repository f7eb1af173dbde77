import { describe, expect, test } from 'vitest'
import { conflictsIn, is, role, when } from './conflicts-in.ts'

describe('a reason to say no', () => {
  const student = { id: 'student', when: is('role.level', 'student'), reason: 'Student or researcher' }
  const rewarded =
    '“Role” gives 5 for “Student or researcher”, but “Student or researcher” takes them out: they contradict each other. Remove the points or the reason to say no.'

  test.each([
    [
      'points for whom it takes out',
      role({ student: 5 }),
      student,
      [['contradiction', '/fit/0/points/student', rewarded]],
    ],
    [
      'points for whom it leaves out of scoring',
      role({ student: 5 }),
      { ...student, unscored: true },
      [['contradiction', '/fit/0/points/student', rewarded]],
    ],
    ['points taken from whom it takes out', role({ student: -5 }), student, []],
    ['points for others', role({ head: 5 }), student, []],
    [
      'points for more than whom it takes out',
      when('any', { fact: 'role', in: ['student', 'head'] }, 5, 'Asked'),
      student,
      [],
    ],
    [
      'a condition that asks for more',
      role({ student: 5 }),
      { ...student, when: { all: [student.when, is('size', 's1_10')] } },
      [],
    ],
  ])('%s', (_title, rule, out, expected) => {
    expect(conflictsIn({ fit: [rule], disqualify: [out] })).toEqual(expected)
  })

  test('that another is always before never decides', () => {
    const wide = {
      id: 'wide',
      when: { fact: 'need', in: ['customer', 'comparing'] },
      reason: 'Not for us',
      unscored: true,
    }
    const narrow = { id: 'narrow', when: is('need', 'customer'), reason: 'Customer' }
    expect(conflictsIn({ disqualify: [wide, narrow] })).toEqual([
      [
        'never_counts',
        '/disqualify/1/when',
        '“Customer” never decides: “Not for us” stands before it and holds whenever it does. Move it up or remove it.',
      ],
    ])
    expect(conflictsIn({ disqualify: [narrow, wide] })).toEqual([])
  })
})

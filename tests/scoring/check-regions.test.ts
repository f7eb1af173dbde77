import { describe, expect, test } from 'vitest'
import { act, conflictsIn, is, size, when } from './conflicts-in.ts'

describe('a region', () => {
  const staff = size('a', { s1_10: 3, s50_500: 9 })
  const dach = { id: 'dach', label: 'DACH', when: is('lang', 'de') }

  test.each([
    [
      'that turns the sign of an answer',
      { a: { s1_10: -3, s50_500: 12 } },
      [
        [
          'region_reversed',
          '/regions/0/points/a/s1_10',
          '“DACH” takes 3 for “1–10” in “Company size”, which gives 3 elsewhere. If that is not meant, change the sign.',
        ],
      ],
    ],
    [
      'that turns the sign of an act',
      { page: -2 },
      [
        [
          'region_reversed',
          '/regions/0/points/page',
          '“DACH” takes 2 for “Page”, which gives 5 elsewhere. If that is not meant, change the sign.',
        ],
      ],
    ],
    [
      'whose points contradict another rule',
      { huge: -4 },
      [
        [
          'contradiction',
          '/regions/0/points/huge',
          'In “DACH”: “Huge” takes 4 for “1,001+”, “Staff” gives 2: they contradict each other. Take “1,001+” out of one of them.',
        ],
      ],
    ],
    [
      'with points for an option that is not there',
      { a: { s9: 5 } },
      [
        [
          'unknown_option',
          '/regions/0/points/a/s9',
          '“DACH” has points for “s9” in “Company size”, which has no such option: they never count.',
        ],
      ],
    ],
    ['with other points of the same sign', { a: { s1_10: 1 }, page: 9 }, []],
    ['with points where there are none elsewhere', { a: { s11_49: -4 } }, []],
    ['with nothing where there are points elsewhere', { a: { s1_10: 0 } }, []],
  ])('%s', (_title, points, expected) => {
    const fit = [staff, size('b', { s1001: 2 }, 'Staff'), when('huge', is('size', 's1001'), 0, 'Huge')]
    const engagement = [act('page', 5, { reason: 'Page' })]
    expect(conflictsIn({ fit, engagement, regions: [{ ...dach, points }] })).toEqual(expected)
  })

  test('whose turn never comes is found, and a contradiction of all regions is told once', () => {
    const bavaria = { id: 'bavaria', label: 'Bavaria', when: { all: [dach.when, is('state', 'by')] }, points: {} }
    const fit = [staff, size('b', { s1_10: -2 }, 'Staff')]
    expect(conflictsIn({ fit, regions: [{ ...dach, points: { a: { s1_10: 4 } } }, bavaria] })).toEqual([
      ['contradiction', '/fit/1/points/s1_10', expect.stringContaining('“Staff” takes 2 for “1–10”')],
      [
        'never_counts',
        '/regions/1/when',
        '“Bavaria” never counts: “DACH” stands before it and holds whenever it does. Move it up or remove it.',
      ],
    ])
  })
})

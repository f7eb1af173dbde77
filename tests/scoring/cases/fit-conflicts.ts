import { type Fit, is, level, role, size, when } from '../conflicts-in.ts'

type Found = readonly (readonly [code: string, pointer: string, message: string])[]
type Case = readonly [title: string, rules: readonly Fit[], found: Found]

/** What the checks say of rules about who somebody is, and where they stay silent. */
export const FIT_CASES: readonly Case[] = [
  [
    'one table gives for an answer, another takes',
    [size('a', { s1_10: 3, s1001: 9 }), size('b', { s1_10: -5, s50_500: -1 }, 'Staff')],
    [
      [
        'contradiction',
        '/fit/1/points/s1_10',
        '“Staff” takes 5 for “1–10”, “Company size” gives 3: they contradict each other. Take “1–10” out of one of them.',
      ],
    ],
  ],
  [
    'two tables of one name, for several answers',
    [
      size('a', { s1_10: 3, s11_49: 4, s50_500: 5, s501_1000: 6 }),
      size('b', { s1_10: -5, s11_49: -1, s50_500: -1, s501_1000: -2 }),
    ],
    [
      [
        'contradiction',
        '/fit/1',
        '“Company size” (b) and “Company size” (a) contradict each other for “1–10”, “11–49” and 2 more: one gives points, the other takes them. Take these answers out of one of them.',
      ],
    ],
  ],
  [
    'the same answer rewarded by two tables',
    [size('a', { s50_500: 15 }), size('b', { s50_500: 5, s1_10: 0 }, 'Staff')],
    [
      [
        'counted_twice',
        '/fit/1/points/s50_500',
        '“50–500” counts twice: “Company size” gives 15, “Staff” gives 5. Put its points into one of them.',
      ],
    ],
  ],
  [
    'two answers that cost points in two tables',
    [size('a', { s1_10: -2, s11_49: -1 }), size('b', { s1_10: -5, s11_49: -5 }, 'Staff')],
    [
      [
        'counted_twice',
        '/fit/1',
        '“1–10” and “11–49” count twice, in “Company size” and in “Staff”. Put their points into one of them.',
      ],
    ],
  ],
  [
    'a table by answer and one by what the answer stands for',
    [role({ student: 4 }), level({ student: -5, executive: 9 })],
    [
      [
        'contradiction',
        '/fit/1/points/student',
        '“Seniority” takes 5 for “Student or researcher”, “Role” gives 4: they contradict each other. Take “Student or researcher” out of one of them.',
      ],
    ],
  ],
  [
    'a table and a condition that names the answer',
    [size('a', { s1_10: 3 }), when('tiny', { fact: 'size', in: ['s1_10', 's11_49'] }, -5, 'Too small')],
    [
      [
        'contradiction',
        '/fit/1',
        '“Too small” takes 5 for “1–10”, “Company size” gives 3: they contradict each other. Take “1–10” out of one of them.',
      ],
    ],
  ],
  [
    'a table and a limit of what the answer stands for',
    [when('tiny', { fact: 'size.max', lte: 10 }, -5, 'Too small'), size('a', { s1_10: 3 })],
    [
      [
        'contradiction',
        '/fit/1/points/s1_10',
        '“Company size” gives 3 for “1–10”, “Too small” takes 5: they contradict each other. Take “1–10” out of one of them.',
      ],
    ],
  ],
  [
    'a table and a condition that reward the same',
    [size('a', { s1_10: 3 }), when('tiny', { any: [is('size', 's1_10')] }, 2, 'Small and quick')],
    [
      [
        'counted_twice',
        '/fit/1',
        '“1–10” counts twice: “Company size” gives 3, “Small and quick” gives 2. Put its points into one of them.',
      ],
    ],
  ],
  [
    'the same condition in other words',
    [
      when('a', { all: [{ fact: 'size', in: ['s1_10', 's11_49'] }, is('role', 'head')] }, 5, 'Head of a small one'),
      when(
        'b',
        { all: [is('role', 'head'), { any: [is('size', 's11_49'), is('size', 's1_10')] }] },
        -5,
        'Small, a head',
      ),
    ],
    [
      [
        'contradiction',
        '/fit/1',
        '“Small, a head” contradicts “Head of a small one”: the same condition gives points and takes them. Keep one of them.',
      ],
    ],
  ],
  [
    'the same condition twice',
    [
      when('a', { fact: 'company.staff', gte: 50 }, 5, 'Fifty'),
      when('b', { fact: 'company.staff', gte: 50 }, 3, 'Fifty people'),
    ],
    [
      [
        'counted_twice',
        '/fit/1',
        '“Fifty people” counts the same condition as “Fifty” once more. Put all the points into one of them.',
      ],
    ],
  ],
  [
    'a source that is a condition too',
    [
      { id: 'from', kind: 'source', of: 'source', label: 'Came from', points: { Partner: 9, '*': 1 } },
      when('partner', is('source', 'partner'), -3, 'Partners are served elsewhere'),
    ],
    [
      [
        'contradiction',
        '/fit/1',
        '“Partners are served elsewhere” takes 3 for “partner”, “Came from” gives 9: they contradict each other. Take “partner” out of one of them.',
      ],
    ],
  ],
  [
    'the CRM twice',
    [
      { id: 'known', kind: 'crm', signal: 'contacted', points: 3, reason: 'Sales spoke to them' },
      when('spoken', { fact: 'crm.contacted', is: true }, -3, 'Contacted before'),
    ],
    [
      [
        'contradiction',
        '/fit/1',
        '“Contacted before” contradicts “Sales spoke to them”: the same condition gives points and takes them. Keep one of them.',
      ],
    ],
  ],
  [
    'weekdays in another order',
    [
      { id: 'a', kind: 'context', weekdays: ['saturday', 'sunday'], points: 3, reason: 'Works on weekends' },
      { id: 'b', kind: 'context', weekdays: ['sunday', 'saturday'], points: -3, reason: 'Came on a weekend' },
    ],
    [
      [
        'contradiction',
        '/fit/1',
        '“Came on a weekend” contradicts “Works on weekends”: the same condition gives points and takes them. Keep one of them.',
      ],
    ],
  ],
  ['answers of two tables that do not meet', [size('a', { s1_10: 3 }), size('b', { s1001: -5 }, 'Staff')], []],
  ['an answer that is worth nothing in one of them', [size('a', { s1_10: 0 }), size('b', { s1_10: -5 }, 'Staff')], []],
  [
    'points for any answer, and for one',
    [when('any', { fact: 'size', known: true }, 2, 'Said it'), size('a', { s1_10: -5 })],
    [],
  ],
  ['all but one answer', [when('not', { fact: 'size', isNot: 's1001' }, 2, 'Not huge'), size('a', { s1_10: -5 })], []],
  [
    'steps on top of each other',
    [when('a', { fact: 'size.min', gte: 50 }, 5, 'Fifty'), when('b', { fact: 'size.min', gte: 501 }, 5, 'And more')],
    [],
  ],
  ['a limit on top of a table', [size('a', { s50_500: 5 }), when('b', { fact: 'size.min', gte: 50 }, 5, 'Fifty')], []],
  [
    'a condition that asks for more than the answer',
    [size('a', { s1_10: 5 }), when('b', { all: [is('size', 's1_10'), is('role', 'student')] }, -5, 'One student')],
    [],
  ],
  [
    'the next colleague, and each further one',
    [
      { id: 'a', kind: 'account', signal: 'people', atLeast: 2, points: 5, reason: 'Two of them' },
      { id: 'b', kind: 'account', signal: 'people', atLeast: 2, each: true, points: 1, reason: 'Each of them' },
    ],
    [],
  ],
]

import { expect, test } from 'vitest'
import { checkScoreModel } from '#server/scoring/check-score-model.ts'
import { bantFields } from './bant-fields.ts'
import { conflictsIn, is, when } from './conflicts-in.ts'
import { modelOf } from './models.ts'

test('a condition on an option that the flow does not offer is found', () => {
  expect(conflictsIn({ fit: [when('big', is('size', 's9999'), 5, 'Big')] })).toEqual([
    [
      'unknown_option',
      '/fit/0/when',
      '“Big” asks for “s9999”, which this flow does not offer: its points never count.',
    ],
  ])
  expect(conflictsIn({ fit: [when('big', { any: [is('size', 's9999'), is('size', 's1001')] }, 5, 'Big')] })).toEqual([])
  expect(conflictsIn({ fit: [when('big', is('company.size', 's9999'), 5, 'Big')] })).toEqual([])
})

test('a profile that matches nobody is found', () => {
  const nobody = { id: 'nobody', label: 'Nobody', when: { all: [is('size', 's1_10'), is('size', 's1001')] } }
  expect(conflictsIn({ profiles: [nobody] })).toEqual([
    ['never_holds', '/profiles/0/when', '“Nobody” matches nobody: its condition can never hold.'],
  ])
})

test('no contradiction stops publishing, and two hundred rules are compared to the end', () => {
  const fit = Array.from({ length: 200 }, (_, index) =>
    when(`r${index}`, { all: [is('size', 's1_10'), is('role', `r${index % 7}`)] }, index % 2 ? 5 : -5, `Rule ${index}`),
  )
  const disqualify = Array.from({ length: 100 }, (_, index) => ({
    id: `d${index}`,
    when: { all: [is('size', 's1_10'), is('role', `x${index}`), is('need', 'customer')] },
    reason: `No ${index}`,
  }))
  const found = checkScoreModel({ ...modelOf({ fit }), disqualify }, { fields: bantFields })
  expect(found.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(found.filter(({ code }) => code === 'contradiction').length).toBeGreaterThan(50)
})

import { describe, expect, test } from 'vitest'
import { templates } from '#flows/templates/index.ts'
import { frameworkModel } from '#server/publishing/framework-model.ts'
import { checkScoreModel } from '#server/scoring/check-score-model.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { FIT_CASES } from './cases/fit-conflicts.ts'
import { conflictsIn, isConflict, role, size, when } from './conflicts-in.ts'
import { modelOf } from './models.ts'

describe('two rules about who somebody is', () => {
  test.each(FIT_CASES)('%s', (_title, fit, expected) => {
    expect(conflictsIn({ fit })).toEqual(expected)
  })

  test('a colleague and two people of the company are the same', () => {
    const people = { id: 'people', kind: 'account', signal: 'people', points: 5, reason: 'Two people' } as const
    const colleague = { id: 'colleague', kind: 'colleague', points: 5, reason: 'A colleague' } as const
    expect(conflictsIn({ fit: [people], engagement: [colleague] })).toEqual([
      [
        'counted_twice',
        '/engagement/rules/0',
        '“A colleague” counts the same condition as “Two people” once more. Put all the points into one of them.',
      ],
    ])
  })

  test('a persona is what it stands for', () => {
    const personas = [{ id: 'learner', label: 'Learner', when: { fact: 'role.level', is: 'student' } }]
    const learner = when('learner', { fact: 'persona.learner', is: true }, -5, 'Learner')
    expect(conflictsIn({ fit: [role({ student: 5 }), learner], personas })).toEqual([
      [
        'contradiction',
        '/fit/1',
        '“Learner” takes 5 for “Student or researcher”, “Role” gives 5: they contradict each other. Take “Student or researcher” out of one of them.',
      ],
    ])
    const nobody = when('nobody', { fact: 'persona.learner', unknown: true }, -5, 'No learner')
    expect(conflictsIn({ fit: [role({ student: 5 }), nobody], personas })).toEqual([])
  })

  // A framework's conversation begins with a model of its own.
  test.each(templates)('no model that the template $id is offered with has any', ({ flow, framework, title }) => {
    const models = framework ? [frameworkModel(flow, title)] : Object.values(presets)
    expect(models.flatMap(model => checkScoreModel(model, flow).filter(isConflict))).toEqual([])
  })

  test('without the questions of a flow, answers go by their ids', () => {
    const model = modelOf({ fit: [size('a', { s1_10: 3 }), size('b', { s1_10: -3 }, 'Staff')] })
    expect(checkScoreModel(model).find(({ code }) => code === 'contradiction')?.message).toBe(
      '“Staff” takes 3 for “s1_10”, “Company size” gives 3: they contradict each other. Take “s1_10” out of one of them.',
    )
  })

  test('options of a list are compared one by one', () => {
    const tools = {
      kind: 'multi_choice' as const,
      options: ['erp', 'crm'].map(id => ({ id, label: id.toUpperCase() })),
    }
    const table = { id: 'tools', kind: 'options', fact: 'tools', label: 'Uses', points: { erp: 5, crm: 2 } } as const
    const model = modelOf({ fit: [table, when('erp', { fact: 'tools', has: 'erp' }, -5, 'Has one already')] })
    expect(
      checkScoreModel(model, { fields: { tools } })
        .filter(isConflict)
        .map(({ message }) => message),
    ).toEqual([
      '“Has one already” takes 5 for “ERP”, “Uses” gives 5: they contradict each other. Take “ERP” out of one of them.',
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { auc } from '#server/learning/auc.ts'
import { learn } from '#server/learning/learn.ts'
import { choosePointsPerOdds, sumPoints, toPoints } from '#server/learning/points-table.ts'
import { type Column, toColumn } from '#server/learning/table.ts'
import { makeUpLeads, toColumns } from './random-leads.ts'

function leads(count: number, seed = 1): { columns: Column[]; outcomes: readonly number[] } {
  const { rows, outcomes } = makeUpLeads(count, seed)
  const facts = toColumns(rows).filter(({ name }) => !['Lead no', 'Won'].includes(name))
  return { columns: facts.map(({ name, texts }) => toColumn(name, texts)), outcomes }
}

const handwritten: Record<string, number> = { founder: 15, head: 8, specialist: 2, student: -10 }

function learnRoles(count: number, hand: Record<string, number> = handwritten) {
  const { columns, outcomes } = leads(count)
  const result = learn({
    columns: columns.filter(({ name }) => name === 'Role'),
    outcomes,
    hand: (fact, level) => hand[fact.levels[level]?.value ?? ''],
    encode: { rareBelow: 1 },
  })
  if (!result.ok) throw new Error(result.problem)
  return result.learned
}

describe('learn', () => {
  it('ranks leads it has not seen about as well as the truth that made them', () => {
    const { columns, outcomes } = leads(700)
    const result = learn({ columns, outcomes })
    expect(result.ok && auc(result.learned.heldOut, outcomes)).toBeGreaterThan(0.74)
  })

  it('gives the same answer again', () => {
    const { columns, outcomes } = leads(200)
    expect(learn({ columns, outcomes })).toEqual(learn({ columns, outcomes }))
  })

  it('keeps close to hand-written points while there are few outcomes, and leaves them when many disagree', () => {
    const wrong = { founder: 2, head: 8, specialist: 9, student: 10, none: 0 }
    expect(learnRoles(40).strength).toBeGreaterThanOrEqual(learnRoles(1500, wrong).strength)
    const [few] = toPoints(learnRoles(40), 1 / learnRoles(40).oddsPerPoint)
    const points = (value: string) => few?.lines.find(line => line.value === value)?.points ?? Number.NaN
    for (const [role, hand] of Object.entries(handwritten)) expect(Math.abs(points(role) - hand)).toBeLessThan(8)
    const many = toPoints(learnRoles(1500, wrong), 10)[0]?.lines ?? []
    const exact = (value: string) => many.find(line => line.value === value)?.exact ?? Number.NaN
    expect(exact('founder')).toBeGreaterThan(exact('student') + 20)
  })

  it('ignores hand-written points that say the opposite of the outcomes', () => {
    expect(learnRoles(1000, { founder: -15, head: -5, specialist: 5, student: 20 }).oddsPerPoint).toBe(0)
  })

  it('loses hardly anything when its points are made whole', () => {
    const { columns, outcomes } = leads(700)
    const result = learn({ columns, outcomes })
    if (!result.ok) throw new Error(result.problem)
    const { learned } = result
    const perOdds = choosePointsPerOdds(learned, { columns, outcomes, odds: learned.heldOut })
    const table = toPoints(learned, perOdds)
    expect(table.flatMap(({ lines }) => lines).every(({ points }) => Number.isInteger(points))).toBe(true)
    const ofPoints = auc(sumPoints(learned.facts, table, columns), outcomes) ?? 0
    expect((auc(learned.heldOut, outcomes) ?? 1) - ofPoints).toBeLessThanOrEqual(0.005)
  })

  it('says in a code what cannot be learnt, and never gives a number that is none', () => {
    const column = (cells: Column['cells']): Column => ({ name: 'role', kind: 'category', cells })
    expect(learn({ columns: [], outcomes: [] })).toEqual({ ok: false, problem: 'no_leads' })
    expect(learn({ columns: [column(['a', 'b'])], outcomes: [1, 1] })).toEqual({ ok: false, problem: 'one_outcome' })
    expect(learn({ columns: [column(['a', 'a'])], outcomes: [0, 1] })).toEqual({ ok: false, problem: 'no_facts' })
    expect(learn({ columns: [column(['a', 'b'])], outcomes: [0, 1], encode: { rareBelow: 1 } })).toEqual({
      ok: false,
      problem: 'too_few',
    })
    const parted = column(Array.from({ length: 40 }, (_, row) => (row % 2 ? 'a' : 'b')))
    const result = learn({ columns: [parted], outcomes: parted.cells.map((_, row) => row % 2) })
    expect(result.ok && result.learned.model.coefficients.every(Number.isFinite)).toBe(true)
  })
})

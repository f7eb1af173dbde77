import { describe, expect, it } from 'vitest'
import { isSaidAfter, readName } from '#server/learning/leak-words.ts'
import { findLeaks } from '#server/learning/leaks.ts'
import { type Column, toColumn } from '#server/learning/table.ts'
import { makeUpLeads, randomFrom, toColumns } from './random-leads.ts'

const { rows, outcomes } = makeUpLeads(800, 3)
const honest = toColumns(rows)
  .filter(({ name }) => !['Lead no', 'Won'].includes(name))
  .map(({ name, texts }) => toColumn(name, texts))

/** A column made from the outcome, and chance. */
function plant(name: string, write: (outcome: number, chance: number) => string): Column {
  const random = randomFrom(9)
  return toColumn(
    name,
    outcomes.map(outcome => write(outcome, random())),
  )
}

function found(column: Column) {
  return findLeaks({ columns: [...honest, column], outcomes }).map(({ name, code, kind }) => ({ name, code, kind }))
}

describe('findLeaks', () => {
  it('finds nothing among facts known at capture', () => {
    expect(findLeaks({ columns: honest, outcomes })).toEqual([])
  })

  it('finds a column that repeats the outcome under another name', () => {
    const column = plant('Segment', outcome => (outcome === 1 ? 'K7' : 'B2'))
    expect(found(column)).toEqual([{ name: 'Segment', code: 'settles', kind: 'leak' }])
  })

  it('finds a column that repeats the outcome with mistakes', () => {
    const column = plant('x17', (outcome, chance) => (Number(chance < 0.08) === outcome ? 'p' : 'q'))
    expect(found(column)).toEqual([{ name: 'x17', code: 'too_good', kind: 'leak' }])
  })

  it('finds a value that only customers have', () => {
    const column = plant('Contract no', (outcome, chance) => (outcome === 1 ? String(Math.floor(chance * 1e6)) : ''))
    const [leak] = found(column)
    expect(leak?.kind).toBe('leak')
  })

  it('finds what sales notes down, by its values, whatever the column is called', () => {
    const column = plant('Field 9', (outcome, chance) => {
      if (chance < 0.4) return ''
      if (outcome === 1) return chance < 0.9 ? 'Will call back' : 'Not sure'
      return chance < 0.75 ? 'Not interested' : chance < 0.9 ? 'Ringing' : 'Not sure'
    })
    expect(found(column)[0]).toMatchObject({ name: 'Field 9', kind: 'leak' })
  })

  it('knows what was written after capture where the times tell', () => {
    const written = new Map([['Role', outcomes.map((_, row) => row % 3 === 0)]])
    const [leak] = findLeaks({ columns: honest, outcomes, written })
    expect(leak).toMatchObject({ name: 'Role', code: 'written_later' })
    expect(leak?.reason).toContain('33 % of its values were written after the lead was captured')
  })

  it('only doubts a column that nothing but its name speaks against', () => {
    const column = plant('Last touch', (_, chance) => (chance < 0.5 ? 'mail' : 'page'))
    expect(found(column)).toEqual([{ name: 'Last touch', code: 'kept_current', kind: 'doubt' }])
  })

  it('gives its reason with the counts it rests on', () => {
    const [leak] = findLeaks({ columns: [plant('Segment', outcome => (outcome === 1 ? 'K7' : 'B2'))], outcomes })
    expect(leak?.reason).toMatch(
      /It settles 100 % of all outcomes by itself: of \d+ leads with “B2” none became customers/,
    )
  })
})

describe('the words of leaks', () => {
  it('reads names in any spelling', () => {
    expect(readName('leadQuality')).toBe('verdict')
    expect(readName('LEAD_STATUS')).toBe('verdict')
    expect(readName('closed_reason')).toBe('verdict')
    expect(readName('last_activity')).toBe('overwritten')
    expect(readName('engagement score')).toBe('other_score')
  })

  it('lets questions to the visitor and plain facts pass', () => {
    for (const name of [
      'How did you hear about us',
      'What is your current occupation',
      'role',
      'marital status',
      'company_size',
      'budget_amount',
      'source',
      'total time spent on website',
    ]) {
      expect(readName(name)).toBeNull()
    }
  })

  it('knows what is said after a call', () => {
    for (const value of ['Ringing', 'switched_off', 'Will revert after reading the email', 'Closed Lost', 'might be']) {
      expect(isSaidAfter(value)).toBe(true)
    }
    for (const value of ['Manager', '11–50 people', 'Google', 'This quarter', 'Mumbai'])
      expect(isSaidAfter(value)).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { learnFromTable } from '#server/learning/learn-from-table.ts'
import { makeUpLeads, toColumns } from './random-leads.ts'

const { rows } = makeUpLeads(600, 7)

function report(columns: Parameters<typeof learnFromTable>[0], wish: Parameters<typeof learnFromTable>[1] = {}) {
  const result = learnFromTable(columns, wish)
  if (!result.ok) throw new Error(result.problem.detail)
  return result.report
}

describe('learnFromTable', () => {
  it('finds outcome, order and identifiers by itself and ranks the newest leads', () => {
    const found = report(toColumns(rows))
    expect(found.mapping).toMatchObject({ outcome: 'Won', won: ['yes'], lost: ['no'], order: 'Lead no' })
    expect(found).toMatchObject({ trained: 420, tested: 180, leaks: [] })
    expect(found.auc).toBeGreaterThan(0.72)
    expect(found.auc - found.aucPoints).toBeLessThanOrEqual(0.005)
  })

  it('does not depend on the order of the rows where a column tells it', () => {
    const { auc, aucPoints } = report(toColumns(rows))
    expect(report(toColumns(rows.toReversed()))).toMatchObject({ auc, aucPoints })
  })

  it('reads dates, other words for won and lost, and leaves open leads out', () => {
    const dated = rows.map(({ 'Lead no': number, Won, ...row }, index) => ({
      ...row,
      'Created at': new Date(Date.UTC(2026, 0, 1) + Number(number) * 3_600_000).toISOString().slice(0, 16),
      'Deal status': index % 10 === 0 ? 'Open' : Won === 'yes' ? 'Closed Won' : 'Closed Lost',
    }))
    const found = report(toColumns(dated))
    expect(found.mapping).toMatchObject({ outcome: 'Deal status', order: 'Created at' })
    expect(found).toMatchObject({ open: 60, leads: 540 })
  })

  it('leaves a planted leak out of the model and names it', () => {
    const leaking = rows.map(row => ({ ...row, 'Contract date': row.Won === 'yes' ? '2026-05-04' : '' }))
    const found = report(toColumns(leaking))
    expect(found.leaks.map(({ name }) => name)).toEqual(['Contract date'])
    expect(found.auc).toBe(report(toColumns(rows)).auc)
  })

  it('takes a mapping over its own guesses', () => {
    const renamed = rows.map(({ Won, ...row }) => ({ ...row, zz: Won === 'yes' ? 'gut' : 'schlecht' }))
    expect(learnFromTable(toColumns(renamed))).toMatchObject({ ok: false, problem: { code: 'no_outcome' } })
    const found = report(toColumns(renamed), { outcome: 'zz', won: ['gut'], order: null, ignore: ['Weekday'] })
    expect(found.mapping).toMatchObject({ outcome: 'zz', won: ['gut'], lost: ['schlecht'], order: null })
    expect(found.facts).not.toContain('Weekday')
  })

  it('reads words for nothing as missing', () => {
    const blanks = ['Select', 'N/A', ' ', 'null', '-- please select --']
    const patchy = rows.map((row, index) => ({
      ...row,
      Role: index % 3 ? (row.Role ?? '') : (blanks[index % 5] ?? ''),
    }))
    const role = report(toColumns(patchy)).points.find(({ name }) => name === 'Role')
    expect(role?.lines.map(({ id }) => id).sort()).toEqual(
      ['is:founder', 'is:head', 'is:specialist', 'is:student', 'missing', 'unchosen'].sort(),
    )
  })

  it('says in words what is wrong with a file it cannot learn from', () => {
    const code = (columns: Parameters<typeof learnFromTable>[0], wish = {}) => {
      const result = learnFromTable(columns, wish)
      return result.ok ? null : result.problem.code
    }
    expect(code([])).toBe('no_outcome')
    expect(code(toColumns(rows), { outcome: 'Converted' })).toBe('unknown_column')
    expect(code(toColumns(rows.filter(({ Won }) => Won === 'yes')))).toBe('no_outcome')
    expect(code([{ name: 'won', texts: ['1', '1', '1', '0'] }])).toBe('one_outcome')
    expect(code([{ name: 'won', texts: ['1', '0', '1', '0', '1', '0', '1', '0'] }])).toBe('no_facts')
  })
})

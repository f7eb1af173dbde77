import { describe, expect, it } from 'vitest'
import { readCsv } from '#server/learning/read-csv.ts'
import { readTime } from '#server/learning/read-time.ts'
import { readCell, readNumber, UNCHOSEN } from '#server/learning/table.ts'

describe('readCsv', () => {
  it('reads quotes, doubled quotes and line ends inside them', () => {
    const table = readCsv('\uFEFFa,b\r\n"1, ""x""","two\nlines"\r\n3,4\n')
    expect(table).toEqual({
      header: ['a', 'b'],
      rows: [
        ['1, "x"', 'two\nlines'],
        ['3', '4'],
      ],
      ragged: [],
    })
  })

  it('takes semicolons and tabs', () => {
    expect(readCsv('a;b\n1;2').rows).toEqual([['1', '2']])
    expect(readCsv('a\tb\n1\t2').rows).toEqual([['1', '2']])
  })

  it('names the lines of rows that do not fit and keeps the rest', () => {
    expect(readCsv('a,b\n1\n1,2\n1,2,3\n')).toEqual({ header: ['a', 'b'], rows: [['1', '2']], ragged: [2, 4] })
  })

  it('tells columns of the same name, or of none, apart', () => {
    expect(readCsv('a,a,\n1,2,3').header).toEqual(['a', 'a (2)', 'column 3'])
  })
})

describe('cells', () => {
  it('are missing when they say so in any spelling', () => {
    for (const text of ['', '  ', 'NA', 'n/a', 'NaN', 'NULL', '-', 'Unknown', 'not specified'])
      expect(readCell(text)).toBeNull()
    for (const text of ['Select', 'select…', 'Please select', '-- Select one --', 'Choose an option', '(select)']) {
      expect(readCell(text)).toBe(UNCHOSEN)
    }
    for (const text of ['Selected partner', 'None', '0', 'Choose France']) expect(typeof readCell(text)).toBe('string')
  })

  it('are numbers with thousands apart, and nothing half', () => {
    expect(readNumber('1,234.5')).toBe(1234.5)
    expect(readNumber('-3')).toBe(-3)
    for (const text of ['12a', '', '1,23', 'Infinity', '0x10']) expect(readNumber(text)).toBeNull()
  })

  it('are times in the usual spellings', () => {
    const day = Date.UTC(2026, 10, 23)
    for (const text of ['2026-11-23', '23.11.2026', '11/23/2026', '23/11/2026', '2026-11-23T00:00:00Z']) {
      expect(readTime(text)).toBe(day)
    }
    expect(readTime('11/23/2026 8:15 PM')).toBe(day + 20.25 * 3_600_000)
    for (const text of ['2026', '45.13.2026', 'soon', '1,234']) expect(readTime(text)).toBeNull()
  })
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseCsv } from '#server/imports/parse-csv.ts'

const rowsOf = (text: string) => parseCsv(text).records.map(record => record.cells)

it.each([
  ['commas', 'a,b\n1,2', ',', [['1', '2']]],
  ['semicolons', 'a;b\r\n1,5;2\r\n', ';', [['1,5', '2']]],
  ['tabs', 'a\tb\r1\t2\r', '\t', [['1', '2']]],
  ['bars', 'a|b\n1|2', '|', [['1', '2']]],
  ['a named delimiter', 'sep=;\na;b\n1;2', ';', [['1', '2']]],
  ['a byte order mark', '\uFEFFa,b\n1,2', ',', [['1', '2']]],
  [
    'line breaks in quotes',
    'a,b\n"1\n2","3"\n4,5',
    ',',
    [
      ['1\n2', '3'],
      ['4', '5'],
    ],
  ],
  ['doubled quotes', 'a,b\n"say ""hi""",2', ',', [['say "hi"', '2']]],
  ['delimiters in quotes', 'a,"b;c;d"\n"1,2",3', ',', [['1,2', '3']]],
  ['blank lines', 'a,b\n\n1,2\n,\n\n', ',', [['1', '2']]],
  ['short and long records', 'a,b\n1\n1,2,3', ',', [['1'], ['1', '2', '3']]],
  ['an empty last cell', 'a,b\n1,', ',', [['1', '']]],
  ['one column', 'email\nida@x.example', ',', [['ida@x.example']]],
  ['nothing', '', ',', []],
])('%s are read', (_title, text, delimiter, rows) => {
  expect(parseCsv(text).delimiter).toBe(delimiter)
  expect(rowsOf(text)).toEqual(rows)
})

it('a record knows the line it begins on', () => {
  const { records } = parseCsv('a,b\n"1\n2",3\n4,5\n\n6,7')
  expect(records.map(record => record.line)).toEqual([2, 4, 6])
})

it.each([
  ['never closed', 'a,b\n"1,2\n3,4\n5,6', [2]],
  ['closed by the quote that opens another cell', 'a,b\n"1,2\n3,4\n"5",6', [2]],
  ['closed in another cell, with text behind', 'a,b\n"1,2\n3,"4"\n5,6', [2]],
  ['at the end of the last line', 'a,b\n3,4\n5,6\n1,"', [4]],
  ['closed after more than anybody writes', `a,b\n"1,2\n3,4\n5,6\n${'x,y\n'.repeat(10_000)}z",w`, [2]],
])('a quote %s spoils its own line only', (_title, text, spoilt) => {
  const { records } = parseCsv(text)
  expect(records.filter(({ broken }) => broken).map(({ line }) => line)).toEqual(spoilt)
  const kept = records.filter(({ broken }) => !broken).map(({ cells }) => cells)
  expect(kept).toEqual(
    expect.arrayContaining([
      ['3', '4'],
      ['5', '6'],
    ]),
  )
})

it('inch marks and quotes inside a cell are text', () => {
  expect(rowsOf('a,b\n5" pipe,2\n"5"" pipe",3\n"Acme" Inc,4\n6" pipe,5')).toEqual([
    ['5" pipe', '2'],
    ['5" pipe', '3'],
    ['Acme Inc', '4'],
    ['6" pipe', '5'],
  ])
})

it('a quote left open in the header is told', () => {
  expect([parseCsv('a,"b\n1,2').headless, parseCsv('a,b\n1,"2').headless]).toEqual([true, false])
})

it('what is written with quotes around every cell is read back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', '\t', ' ', 'ü') })
  const table = fc.array(fc.tuple(cell, cell), { maxLength: 5 })
  fc.assert(
    fc.property(table, rows => {
      const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
      const text = ['a,b', ...rows.map(row => row.map(quote).join(','))].join('\r\n')
      const kept = rows.filter(row => row.some(value => value.trim() !== ''))
      expect(rowsOf(text)).toEqual(kept)
    }),
  )
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseCsv } from '#server/imports/parse-csv.ts'
import { partsOf, splitRecords } from '#studio/settings/imports/split-records.ts'

it('records are cut where the server reads them, with the lines of the file', () => {
  const text = '\uFEFFemail,note\r\na@x.example,"two\r\nlines"\r\n\r\nb@x.example,"say ""hi"""\r\nc@x.example,'
  const file = splitRecords(text)
  expect(file.header).toBe('email,note')
  expect(file.records.map(({ line }) => line)).toEqual([2, 5, 6])
  const [part] = partsOf(file)
  const read = parseCsv(part?.csv ?? '')
  expect(read.records.map(({ line, cells }) => [line + (part?.firstLine ?? 0) - 2, cells[0]])).toEqual([
    [2, 'a@x.example'],
    [5, 'b@x.example'],
    [6, 'c@x.example'],
  ])
})

it('a long file goes in parts that name their place', () => {
  const rows = Array.from({ length: 1_201 }, (_, index) => `p${index}@x.example`)
  const parts = partsOf(splitRecords(['email', ...rows].join('\n')))
  expect(parts.map(({ firstLine, records }) => [firstLine, records])).toEqual([
    [2, 500],
    [502, 500],
    [1002, 201],
  ])
  expect(parts.every(({ csv }) => csv.startsWith('email\n'))).toBe(true)
})

it('a line that names the delimiter goes with every part', () => {
  expect(splitRecords('sep=;\na;b\n1;2').header).toBe('sep=;\na;b')
  expect(splitRecords('')).toEqual({ header: '', records: [] })
})

it('the parts of a file hold the records of the whole, on their lines, however it is written', () => {
  const piece = fc.constantFrom('a', '"', '""', ',', '\n', '\r\n', '"b"', '"c\nd"', ' ', 'sep=;')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
      const text = `x,y\n${pieces.join('')}`
      const whole = parseCsv(text).records.map(({ line, cells, broken }) => ({ line, cells, broken }))
      const { header, records } = splitRecords(text)
      const parts = records.flatMap(record => partsOf({ header, records: [record] }))
      const read = parts.flatMap(({ csv, firstLine }) => {
        return parseCsv(csv).records.map(({ line, cells, broken }) => ({ line: line + firstLine - 2, cells, broken }))
      })
      expect(read).toEqual(whole)
    }),
  )
})

import { describe, expect, test } from 'vitest'
import { csvCell, csvLine } from '#server/http/studio/leads/csv-cell.ts'
import cells from '#tests/corpus/csv-cells.json' with { type: 'json' }

/** What a spreadsheet reads between the quotes. */
function unquote(cell: string): string {
  expect(cell).toMatch(/^".*"$/s)
  return cell.slice(1, -1).replaceAll('""', '"')
}

describe('a CSV cell', () => {
  test.each(cells)('$what: guarded $guarded', ({ text, guarded }) => {
    expect(unquote(csvCell(text))).toBe(guarded ? `'${text}` : text)
  })

  test('a number stays a number, also below zero', () => {
    expect(csvLine([-10, 3.5, null])).toBe('"-10","3.5",""\r\n')
  })
})

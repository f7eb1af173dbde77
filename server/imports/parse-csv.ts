import { type CsvRecord, readCsvText } from '#flows/csv-records.ts'

export interface CsvTable {
  readonly delimiter: string
  readonly header: readonly string[]
  /** Without blank lines. */
  readonly records: readonly CsvRecord[]
  /** A quote is opened in the header and never closed: there is no telling what the columns are. */
  readonly headless: boolean
}

/** Reads delimited text, whose first record is the header. Total: any text gives a table. */
export function parseCsv(text: string): CsvTable {
  const { delimiter, records } = readCsvText(text)
  const [first, ...rest] = records
  return {
    delimiter,
    header: (first?.cells ?? []).map(cell => cell.trim()),
    records: rest,
    headless: first?.broken ?? false,
  }
}

import { readCsvText } from '#flows/csv-records.ts'

export interface CsvTable {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Line numbers (the header is 1) of rows with more or fewer cells than the header; they are left out. */
  readonly ragged: readonly number[]
}

/** A table of delimited text whose columns all have names of their own. Total: any text gives one. */
export function readCsv(text: string): CsvTable {
  const [head, ...rest] = readCsvText(text).records
  const header = uniqueNames(head?.cells ?? [])
  const fits = ({ cells }: { readonly cells: readonly string[] }) => cells.length === header.length
  return {
    header,
    rows: rest.filter(fits).map(({ cells }) => cells),
    ragged: rest.filter(record => !fits(record)).map(({ line }) => line),
  }
}

function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((raw, index) => {
    const name = raw.trim() || `column ${index + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}

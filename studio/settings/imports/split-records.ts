import { readCsvText } from '#flows/csv-records.ts'

/** A file cut into its header and its records, as text: the server reads what is in them. */
export interface SplitFile {
  /** With the line that names the delimiter, where there is one. */
  readonly header: string
  readonly records: readonly SplitRecord[]
}

interface SplitRecord {
  readonly line: number
  readonly text: string
}

/** A few records with the header before them. */
export interface FilePart {
  readonly csv: string
  /** Line of the file on which the first record begins. */
  readonly firstLine: number
  readonly records: number
}

/** Finds where records end, as the server does. Blank lines are left out. */
export function splitRecords(text: string): SplitFile {
  const [header, ...records] = readCsvText(text).records
  if (!header) return { header: '', records: [] }
  const beginning = text.slice(0, header.start).replace('\uFEFF', '')
  // Blank lines before the header say nothing.
  const named = /^sep=.(?=[\r\n])/i.exec(beginning)?.[0]
  return {
    header: (named ? `${named}\n` : '') + text.slice(header.start, header.end),
    records: records.map(({ line, start, end }) => ({ line, text: text.slice(start, end) })),
  }
}

const RECORDS = 500
/** Well below what the server takes. */
const LENGTH = 500_000

/** Parts small enough for one request each. Records of one part stand on lines that follow each other as in the file. */
export function partsOf({ header, records }: SplitFile): FilePart[] {
  const parts: FilePart[] = []
  let part: SplitRecord[] = []
  let length = 0
  const end = () => {
    const [first] = part
    if (first) parts.push({ csv: withBlankLines(header, part), firstLine: first.line, records: part.length })
    part = []
    length = 0
  }
  for (const record of records) {
    if (part.length >= RECORDS || length + record.text.length > LENGTH) end()
    part.push(record)
    length += record.text.length
  }
  end()
  return parts
}

/** Blank lines of the file stay, so that the server counts lines as the person's spreadsheet does. */
function withBlankLines(header: string, records: readonly SplitRecord[]): string {
  let line = records[0]?.line ?? 0
  const pieces = [header]
  for (const record of records) {
    pieces.push('\n'.repeat(1 + Math.max(0, record.line - line)), record.text)
    line = record.line + record.text.split(/\r\n|\r|\n/).length
  }
  return pieces.join('')
}

/** A file cut into its header and its records, as text: the server reads what is in them. */
export interface SplitFile {
  /** With the line that names the delimiter, where there is one. */
  readonly header: string
  readonly records: readonly { readonly line: number; readonly text: string }[]
}

/** A few records with the header before them. */
export interface FilePart {
  readonly csv: string
  /** Line of the file on which the first record begins. */
  readonly firstLine: number
  readonly records: number
}

/** Finds where records end: at line breaks that do not stand inside quotes. Blank lines are left out. */
export function splitRecords(text: string): SplitFile {
  const body = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  const lines = body.split('\n')
  const records: { line: number; text: string }[] = []
  let open: { line: number; text: string } | null = null
  for (const [index, line] of lines.entries()) {
    const record: { line: number; text: string } = open
      ? { ...open, text: `${open.text}\n${line}` }
      : { line: index + 1, text: line }
    const quotes = line.split('"').length - 1
    const isOpen: boolean = (open !== null) !== (quotes % 2 === 1)
    if (isOpen) open = record
    else {
      open = null
      if (record.text.trim() !== '') records.push(record)
    }
  }
  if (open) records.push(open)
  const [first, second, ...rest] = records
  if (!first) return { header: '', records: [] }
  if (/^sep=.$/i.test(first.text)) return { header: `${first.text}\n${second?.text ?? ''}`, records: rest }
  return { header: first.text, records: second ? [second, ...rest] : [] }
}

const RECORDS = 500
/** Well below what the server takes. */
const LENGTH = 500_000

/** Parts small enough for one request each. Records of one part stand on lines that follow each other as in the file. */
export function partsOf({ header, records }: SplitFile): FilePart[] {
  const parts: FilePart[] = []
  let part: { line: number; text: string }[] = []
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
function withBlankLines(header: string, records: readonly { readonly line: number; readonly text: string }[]): string {
  let line = records[0]?.line ?? 0
  let text = header
  for (const record of records) {
    text += '\n'.repeat(1 + record.line - line) + record.text
    line = record.line + record.text.split('\n').length
  }
  return text
}

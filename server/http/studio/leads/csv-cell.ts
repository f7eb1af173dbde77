/** Characters that show nothing, so that what follows them looks like the first: blanks, control, format, combining, fillers. */
const UNSEEN = /^[\s\p{C}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]+/u
const FORMULA = /^[=+\-@\u2212]/
const LINE_OR_TAB = /^[\t\r\n]/

/**
 * One cell of a CSV file, always quoted. Text that a spreadsheet could take for a formula gets an apostrophe in front:
 * with `=`, `+`, `-` or `@` first, in full-width and other compatibility forms too, behind any unseen characters.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '""'
  if (typeof value === 'number') return `"${value}"`
  const guarded = looksLikeFormula(value) ? `'${value}` : value
  return `"${guarded.replaceAll('"', '""')}"`
}

export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function looksLikeFormula(text: string): boolean {
  return LINE_OR_TAB.test(text) || FORMULA.test(text.replace(UNSEEN, '').slice(0, 2).normalize('NFKC'))
}

/**
 * Ids, days and numbers as CSV (RFC 4180). Not for words that people wrote: exports of those are made by the server,
 * which guards cells against being run as formulas.
 */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map(row => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(value: string | number | null): string {
  return typeof value === 'number' ? String(value) : `"${(value ?? '').replaceAll('"', '""')}"`
}

/** Hands the table to the browser as a file. */
export function downloadCsv(name: string, rows: Parameters<typeof toCsv>[0]): void {
  const address = URL.createObjectURL(new Blob([toCsv(rows)], { type: 'text/csv;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  URL.revokeObjectURL(address)
}

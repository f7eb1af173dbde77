/** Text as it is kept: composed characters, no control characters, stacked marks cut at eight; one line unless `lines`. */
export function tidy(raw: string, lines = false): string {
  const formed = raw.toWellFormed().replace(/\r\n?/g, '\n')
  const visible = lines ? formed.replace(/[^\P{Cc}\n\t]/gu, '') : formed.replace(/[\p{Cc}\s]+/gu, ' ')
  return visible
    .normalize('NFC')
    .replace(/(\p{M}{8})\p{M}+/gu, '$1')
    .trim()
}

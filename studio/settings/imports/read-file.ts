/** Larger files are for the API or to be split: a browser holds all of one. */
export const FILE_BYTES = 50 * 1024 * 1024

/** The text of a file, whatever a spreadsheet saved it as: UTF-8, UTF-16 with its mark, else the usual Windows letters. */
export async function readFile(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

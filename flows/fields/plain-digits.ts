/** Text in its compatible form (NFKC) with Arabic and Persian digits as 0–9, and their signs between digits as ours. */
export function plainDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) & 15)) // both rows begin at a multiple of 16
    .replace(/\u066c/g, ',')
    .replace(/\u066b/g, '.')
}

const YES: ReadonlySet<string> = new Set([
  'yes',
  'y',
  'true',
  '1',
  'x',
  'ja',
  'oui',
  'si',
  'sí',
  'да',
  'granted',
  'opted in',
  'opt-in',
  'subscribed',
])
const NO: ReadonlySet<string> = new Set([
  'no',
  'n',
  'false',
  '0',
  'nein',
  'non',
  'нет',
  'denied',
  'opted out',
  'opt-out',
  'unsubscribed',
])

/** Yes or no in the words that people and systems use, or null. */
export function readYesNo(text: string): boolean | null {
  const word = text.trim().toLowerCase()
  return YES.has(word) ? true : NO.has(word) ? false : null
}

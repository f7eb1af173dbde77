/** Names that JavaScript's own objects answer to, and the first parts of context facts and wording keys: no ids of fields and steps. */
export const RESERVED_IDS: ReadonlySet<string> = new Set(
  'constructor launcher notice fields page referrer utm locale lang device surface shape consent variant'.split(' '),
)

/** Ids may have 40 characters; the rest is room for prefixes and numbers. */
const LONGEST = 30

/** `Which ERP do you use?` → `which_erp_do_you_use`; what has no Latin letters gives `fallback`. Not yet unique. */
export function slugOf(text: string, fallback: string): string {
  const slug = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, LONGEST)
    .replace(/^_+|_+$/g, '')
  if (slug === '') return fallback
  return /^[a-z]/.test(slug) ? slug : `${fallback}_${slug}`
}

/** The id itself, or with the first number that makes it free: `size`, `size_2`, … */
export function freeId(wanted: string, taken: Iterable<string>): string {
  const all = new Set(taken)
  if (!all.has(wanted)) return wanted
  let number = 2
  while (all.has(`${wanted}_${number}`)) number += 1
  return `${wanted}_${number}`
}

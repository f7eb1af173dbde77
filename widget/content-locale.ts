/**
 * The language to begin in, of those a flow is offered in: the nearest to what is wanted first (an attribute, the page, then the
 * browser), the same tag before the same language; else the flow's own.
 */
export function contentLocale(offered: readonly string[], wanted: readonly (string | undefined)[]): string {
  const language = (tag = '-') => tag.toLowerCase().split('-')[0]
  const nearest = (tag: string | undefined) =>
    offered.find(locale => locale === tag) ?? offered.find(locale => language(locale) === language(tag))
  return wanted.map(nearest).find(Boolean) ?? offered[0] ?? ''
}

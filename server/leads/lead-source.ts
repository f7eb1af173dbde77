import type { SessionContext } from '#flows/api.ts'

/** First touch: the utm source, else the host the visitor came from, else `direct`. The site's own pages are no source. */
export function sourceOf({ utm, referrer, page }: SessionContext): string {
  // Well formed again: the cut may go through a character of two halves.
  if (utm.source) return utm.source.toLowerCase().slice(0, 100).toWellFormed()
  const from = hostOf(referrer)
  return from === undefined || from === hostOf(page.url) ? 'direct' : from
}

function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  return new URL(url).host.replace(/^www\./, '') || undefined
}

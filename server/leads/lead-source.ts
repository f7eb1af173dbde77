import type { SessionContext } from '#flows/api.ts'
import type { FirstTouch } from './source-rules.ts'

type Came = Pick<SessionContext, 'utm' | 'referrer' | 'page'>

/** First touch: the utm source, else the host the visitor came from, else `direct`. The site's own pages are no source. */
export function sourceOf({ utm, referrer, page }: Came): string {
  if (utm.source) return kept(utm.source)
  const from = hostOf(referrer)
  return from === undefined || from === hostOf(page.url) ? 'direct' : from
}

/** The source of a visit with the medium and campaign its address named. */
export function touchOf(came: Came): FirstTouch {
  const { medium, campaign } = came.utm
  return {
    source: sourceOf(came),
    medium: medium ? kept(medium) : null,
    campaign: campaign ? kept(campaign) : null,
  }
}

function kept(name: string): string {
  // Well formed again: the cut may go through a character of two halves.
  return name.toLowerCase().slice(0, 100).toWellFormed()
}

function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  return new URL(url).host.replace(/^www\./, '') || undefined
}

import type { ParleyEventName, ParleyEvents } from './page-types.ts'

/** What may leave for analytics: names a marketer gave, never an answer and never who somebody is. */
const TOLD = ['flow', 'surface', 'step', 'field', 'outcome', 'code'] as const

interface Analytics {
  readonly dataLayer?: unknown
  readonly gtag?: unknown
  /** One entry a container on the page: `GTM-…` of Tag Manager, `G-…` of Analytics. */
  readonly google_tag_manager?: Readonly<Record<string, unknown>>
}

/**
 * Pushes `{event: 'parley_completed', parley_flow, …}` where the page has a `dataLayer`. Analytics without Tag Manager
 * does not read such entries: it is told through `gtag`.
 */
export function toDataLayer<Name extends ParleyEventName>(name: Name, detail: ParleyEvents[Name]): void {
  const { dataLayer, gtag, google_tag_manager: containers = {} } = window as Analytics
  const known: Readonly<Record<string, unknown>> = { ...detail }
  const told = Object.fromEntries(
    TOLD.flatMap(key => (known[key] === undefined ? [] : [[`parley_${key}`, known[key]] as const])),
  )
  try {
    if (Array.isArray(dataLayer)) dataLayer.push({ event: `parley_${name}`, ...told })
    const hasTagManager = Object.keys(containers).some(id => id.startsWith('GTM-'))
    if (typeof gtag === 'function' && !hasTagManager) gtag('event', `parley_${name}`, told)
  } catch (error) {
    // A page may have put its own code in the place of `push`.
    reportError(error)
  }
}

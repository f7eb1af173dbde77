import type { SessionContext, Shape } from '#flows/api.ts'
import { assignAll } from '#flows/assign.ts'
import type { PublicFlow } from '#flows/flow.ts'
import { patchOf } from '#flows/locale.ts'
import { SHAPE_KEY } from '#flows/shape.ts'
import type { PageHost } from './page-host.ts'
import { device } from './visitor.ts'

const CLICK_IDS = /^(gclid|msclkid|fbclid|li_fat_id)$/

/** What is frozen into a session: addresses without their query, campaign parameters, and click ids with consent only. */
export function visitContext(
  page: PageHost,
  flow: PublicFlow,
  { shape, surface, hidden }: Pick<SessionContext, 'shape' | 'surface' | 'hidden'>,
): SessionContext {
  const [landing, referrer] = page.from
  const variants = assignAll(flow, page.visitor)
  const utm: Record<string, string> = {}
  new URL(landing).searchParams.forEach((value, name) => {
    if (/^utm_[a-z]\w{0,39}$/i.test(name)) utm[name.slice(4).toLowerCase()] = value.slice(0, 300)
    else if (page.consent === 'granted' && CLICK_IDS.test(name)) utm[name] = value.slice(0, 300)
  })
  return {
    page: { url: location.origin + location.pathname, path: location.pathname, title: document.title.slice(0, 300) },
    ...(referrer && { referrer: referrer.split('?')[0] }),
    utm,
    locale: flow.locale,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    device: device(),
    surface,
    // A test may hold this visitor's conversation in another; which ones there are was checked before it was published.
    shape: (patchOf(flow, variants)[SHAPE_KEY] as Shape | undefined) ?? shape,
    variants,
    consent: page.consent,
    ...(hidden && { hidden }),
  }
}

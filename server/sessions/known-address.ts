import type { SessionContext } from '#flows/api.ts'

/** Parameters that name a person's click: kept with consent only. */
const CLICK_IDS: ReadonlySet<string> = new Set(['gclid', 'msclkid', 'fbclid', 'li_fat_id'])

/** An address or path without query and fragment: they carry what visitors did not mean to tell. */
export function withoutQuery(address: string): string {
  return address.split(/[?#]/, 1)[0] ?? address
}

/** The context as far as it may be kept, whoever sent it: the widget sends no more to begin with. */
export function keepableContext(context: SessionContext): SessionContext {
  const { page, referrer, utm, consent } = context
  const kept = Object.entries(utm).filter(([name]) => consent === 'granted' || !CLICK_IDS.has(name))
  return {
    ...context,
    page: { ...page, url: withoutQuery(page.url), path: withoutQuery(page.path) },
    ...(referrer === undefined ? {} : { referrer: withoutQuery(referrer) }),
    utm: Object.fromEntries(kept),
  }
}

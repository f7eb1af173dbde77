import type { SessionContext } from '#flows/api.ts'
import type { Flow } from '#flows/flow.ts'
import { hiddenValues } from '#flows/hidden-values.ts'

/** Parameters that name a person's click: kept with consent only. */
const CLICK_IDS: ReadonlySet<string> = new Set(['gclid', 'msclkid', 'fbclid', 'li_fat_id'])

/** An address or path without query and fragment: they carry what visitors did not mean to tell. */
export function withoutQuery(address: string): string {
  return address.split(/[?#]/, 1)[0] ?? address
}

/** The context as far as it may be kept, whoever sent it: the widget sends no more to begin with. */
export function keepableContext(context: SessionContext, fields: Flow['fields']): SessionContext {
  const { hidden: given = {}, ...rest } = context
  const { page, referrer, utm, consent } = rest
  const hidden = hiddenValues(fields, id => (Object.hasOwn(given, id) ? [given[id]] : []))
  const kept = Object.entries(utm).filter(([name]) => consent === 'granted' || !CLICK_IDS.has(name))
  return {
    ...rest,
    ...(hidden && { hidden }),
    page: { ...page, url: withoutQuery(page.url), path: withoutQuery(page.path) },
    ...(referrer === undefined ? {} : { referrer: withoutQuery(referrer) }),
    utm: Object.fromEntries(kept),
  }
}

import type { SiteConfig, SiteFlow } from '#flows/api.ts'
import { assign } from '#flows/assign.ts'
import type { PageHost } from './page-host.ts'

/**
 * The words this visitor is to see on a launcher: those of the page's language where it is another than the flow's own,
 * else those of a running test, noted as an exposure and with consent told at once. A module of its own: most sites have
 * neither, and the loader is on every page.
 */
export function teaserWords(
  { site: key, api }: SiteConfig,
  page: PageHost,
  site: SiteFlow,
): NonNullable<SiteFlow['bubble']> {
  const spoken = site.spoken?.[document.documentElement.lang.slice(0, 2).toLowerCase()]
  if (spoken) return spoken
  const words: Record<string, string | undefined> = {
    'launcher.label': site.bubble?.label,
    'launcher.teaser': site.bubble?.teaser,
  }
  const { visitor, consent } = page
  for (const experiment of site.experiments) {
    const variant = assign(experiment, visitor)
    if (!variant) continue
    Object.assign(words, experiment.variants.find(({ id }) => id === variant)?.patch)
    const exposure = { experiment: experiment.id, version: experiment.version, variant, at: Date.now() }
    page.exposures.push(exposure)
    const told = { site: key, release: site.release, visitor, exposures: [exposure] }
    if (consent === 'granted') navigator.sendBeacon(`${api}/v1/exposures`, JSON.stringify(told))
  }
  const { 'launcher.label': label = '', 'launcher.teaser': teaser } = words
  return { label, ...(teaser && { teaser }) }
}

/** The exports of this module, which the loader imports by its address. */
export interface TeaserModule {
  readonly teaserWords: typeof teaserWords
}

import type { SiteConfig, SiteFlow } from '#flows/api.ts'
import type { Experiment } from '#flows/flow.ts'
import type { LiveFlow, LiveSite } from '../publishing/live.ts'

/** What the loader needs to know of a site: which flows are live, where the bubble shows, and where to fetch the rest. */
export function toSiteConfig(
  site: LiveSite,
  where: { readonly publicUrl: string; readonly entry: string },
): SiteConfig {
  return {
    site: site.key,
    api: where.publicUrl,
    entry: `${where.publicUrl}/${where.entry}`,
    consent: site.consent,
    flows: site.flows.map(toSiteFlow),
  }
}

function toSiteFlow({ id, releaseId, revision, placement, flow }: LiveFlow): SiteFlow {
  const { launcher, experiments = [], locale, translations = {} } = flow
  return {
    flow: id,
    release: releaseId,
    revision,
    locales: [locale, ...Object.keys(translations)],
    ...(placement.bubble && launcher
      ? {
          bubble: {
            ...(placement.bubble.when ? { when: placement.bubble.when } : {}),
            label: launcher.label,
            ...(launcher.teaser ? { teaser: launcher.teaser } : {}),
          },
        }
      : {}),
    experiments: experiments.filter(patchesLauncher),
  }
}

/** Only these are assigned before the flow is fetched; the others wait until it is opened. */
function patchesLauncher(experiment: Experiment): boolean {
  return (
    experiment.status === 'running' &&
    experiment.variants.some(variant => Object.keys(variant.patch).some(key => key.startsWith('launcher.')))
  )
}
